package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the source text shows. */
class SourcesTest {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final int LONGEST = 220;
    private static final int MEDIAN = 55;
    private static final int LONGEST_TEST = 400;
    private static final int LONGEST_ROUTES = 80;

    private static List<Path> sources(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Path> routeBuilders() {
        return sources(MAIN).stream()
                .filter(source -> text(source).contains("extends RouteBuilder"))
                .toList();
    }

    private static List<String> longerThan(int lines, List<Path> sources) {
        return sources.stream()
                .filter(source -> text(source).lines().count() > lines)
                .map(source -> source + ": " + text(source).lines().count() + " lines")
                .toList();
    }

    @Test
    void noClassIsLongerThanAFewScreens() {
        assertThat(longerThan(LONGEST, sources(MAIN))).isEmpty();
        assertThat(longerThan(LONGEST_TEST, sources(Path.of("src")))).isEmpty();
    }

    @Test
    void halfOfTheClassesFitOnOneScreen() {
        List<Long> lengths = sources(MAIN).stream()
                .filter(source -> !source.endsWith("package-info.java"))
                .map(source -> text(source).lines().count())
                .sorted()
                .toList();
        assertThat(lengths.get((lengths.size() - 1) / 2)).isLessThanOrEqualTo(MEDIAN);
    }

    /** A fixed rate makes up, all at once, for every turn that was missed while the process stood still. */
    @Test
    void nothingIsDoneAtAFixedRate() {
        assertThat(sources(MAIN)).noneMatch(source -> text(source).contains("scheduleAtFixedRate"));
    }

    @Test
    void theStoryFitsOnOneScreen() {
        assertThat(routeBuilders()).isNotEmpty();
        assertThat(longerThan(LONGEST_ROUTES, routeBuilders())).isEmpty();
    }

    @Test
    void everyRouteHasAnIdThatIsAVerb() {
        Pattern route = Pattern.compile("\\bfrom\\((?s:.*?);");
        for (Path source : routeBuilders()) {
            List<String> routes = route.matcher(text(source).replaceAll("(?m)^\\s*(\\*|//|/\\*).*$", ""))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(routes).isNotEmpty().allSatisfy(from -> assertThat(from)
                    .containsPattern("\\.routeId\\(\"[a-z]+(-[a-z]+)*\"\\)"));
        }
    }

    @ParameterizedTest
    @CsvSource({"kafka, relay/Endpoints.java", "cxf, netserver/NetServer.java"})
    void oneClassSpellsTheUrisOfAComponent(String scheme, String only) {
        Set<String> spellers = sources(MAIN).stream()
                .filter(source -> text(source).contains('"' + scheme + ':'))
                .map(source ->
                        MAIN.resolve("io/batchtask/bridge").relativize(source).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(spellers).containsExactly(only);
    }

    @Test
    void everyRoomIntroducesItself() {
        Set<Path> rooms = sources(MAIN).stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms).isNotEmpty().allSatisfy(room -> assertThat(room.resolve("package-info.java"))
                .exists());
    }
}
