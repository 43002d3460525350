package io.batchtask.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The README, taken apart. */
public final class Readme {
    static final Path FILE = Path.of("README.md");

    final String text;

    public Readme() {
        try {
            text = Files.readString(FILE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands between the two markers of that name. */
    public String section(String name) {
        String begin = "<!-- " + name + ":begin -->\n";
        String end = "<!-- " + name + ":end -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException("README.md has no section " + name);
        }
        return text.substring(from + begin.length(), to);
    }

    /** The first block of that language in a piece of text. */
    static String block(String piece, String language) {
        return blocks(piece, language).get(0);
    }

    /** What the first group of the pattern finds first. */
    static String firstMatch(String pattern, String piece) {
        return Pattern.compile(pattern)
                .matcher(piece)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** All blocks of that language in a piece of text. */
    public static List<String> blocks(String piece, String language) {
        return Pattern.compile("(?s)```" + language + "\\n(.*?)```")
                .matcher(piece)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Every line a reader is told to type. */
    List<String> commands() {
        return blocks(text, "sh").stream().flatMap(String::lines).toList();
    }

    /** The first column of a table, without its head. */
    static List<String> firstColumn(String table) {
        return table.lines()
                .skip(2)
                .map(row -> row.split("\\|")[1].strip().replace("`", ""))
                .toList();
    }

    /** The targets of all links. */
    List<String> links() {
        return Pattern.compile("\\]\\(([^)]+)\\)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The names by which a link can reach a heading. */
    List<String> anchors() {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#"
                        + line.replaceFirst("^#+ ", "")
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace(' ', '-'))
                .toList();
    }
}
