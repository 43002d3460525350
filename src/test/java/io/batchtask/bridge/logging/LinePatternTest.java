package io.batchtask.bridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinePatternTest {
    private static final Pattern CALL = Pattern.compile(
            "LOG\\.(?:trace|debug|info|warn|error)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*(?:\"\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*)*)\"");
    private static final Pattern SHAPE = Pattern.compile("[^;={}]+(; ([a-z-]+=\\{\\}( [a-z-]+=\\{\\})*|\\{\\}))?");

    /** All patterns of log lines in our sources. */
    static List<String> patterns() throws IOException {
        List<String> patterns = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher calls = CALL.matcher(Files.readString(file));
                while (calls.find()) {
                    patterns.add(calls.group(1).replaceAll("\"\\s*\\+\\s*\"", ""));
                }
            }
        }
        return patterns;
    }

    @Test
    void everyLineOfOursIsATextAndKeys() throws IOException {
        assertThat(patterns()).hasSizeGreaterThan(50).allMatch(pattern -> SHAPE.matcher(pattern)
                .matches());
    }

    @Test
    void everyCallIsFound() throws IOException {
        long calls = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                calls += Pattern.compile("LOG\\.[a-z]+\\(")
                        .matcher(Files.readString(file))
                        .results()
                        .count();
            }
        }
        assertThat(patterns()).hasSize((int) calls);
    }

    /** Those that are let through in another number must be lines there are. */
    @Test
    void theLinesNamedInTheConfigurationAreOurs() throws IOException {
        List<String> texts = patterns().stream()
                .map(pattern -> LinePattern.of(pattern).text())
                .toList();
        List<String> named = Pattern.compile("<singly>\\d+ (.*)</singly>")
                .matcher(Files.readString(Path.of("src/main/resources/logback.xml")))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("org.")) // a logger of a library
                .toList();

        assertThat(texts).containsAll(named);
        assertThat(named).isNotEmpty();
    }

    @Test
    void aPatternHasATextAndAKeyForEachPlaceThatHasOne() {
        LinePattern pattern = LinePattern.of("gone; {} next-try={} code={}");

        assertThat(pattern.text()).isEqualTo("gone");
        assertThat(pattern.keys()).containsExactly(Optional.empty(), Optional.of("next-try"), Optional.of("code"));
        assertThat(pattern.values(new Object[] {1, null, "a=b \"c\"", new Exception()}))
                .isEqualTo(Map.of("next-try", "null", "code", "a=b \"c\""));
        assertThat(pattern.values(new Object[] {1})).isEmpty();
        assertThat(pattern.values(null)).isEmpty();
        assertThat(LinePattern.of(null)).isEqualTo(LinePattern.of(""));
    }
}
