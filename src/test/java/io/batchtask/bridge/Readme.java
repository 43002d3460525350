package io.batchtask.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The README and the pages it leads to, taken apart. */
public final class Readme {
    static final Path FRONT = Path.of("README.md");
    static final Path PAGES = Path.of("src", "docs");

    private static final Pattern MARKER = Pattern.compile("<!-- ([a-z0-9-]+) -->");

    final List<Page> pages;

    /** All pages as one text. */
    public final String text;

    public Readme() {
        try (Stream<Path> others = Files.list(PAGES)) {
            pages = Stream.concat(Stream.of(FRONT), others.sorted())
                    .map(file -> new Page(file, read(file)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        text = pages.stream().map(Page::text).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * A fenced block.
     *
     * @param page where it stands
     * @param marker the name in the comment on the line before it; empty when there is none
     * @param language what follows the opening fence
     * @param content its lines, each with its end
     */
    public record Block(Path page, String marker, String language, String content) {}

    /** One file. */
    record Page(Path file, String text) {
        List<Block> blocks() {
            List<Block> blocks = new ArrayList<>();
            StringBuilder content = null;
            String before = "";
            String opening = "";
            for (String line : text.lines().toList()) {
                if (!line.stripLeading().startsWith("```")) {
                    if (content == null) {
                        before = line;
                    } else {
                        content.append(line).append('\n');
                    }
                } else if (content == null) {
                    opening = line.strip().substring(3);
                    content = new StringBuilder();
                } else {
                    Matcher marker = MARKER.matcher(before);
                    blocks.add(new Block(file, marker.matches() ? marker.group(1) : "", opening, content.toString()));
                    content = null;
                    before = "";
                }
            }
            if (content != null) {
                throw new IllegalStateException(file + " ends within a block");
            }
            return blocks;
        }

        /** The text without its blocks, whose lines are neither links nor headings. */
        private String prose() {
            return text.replaceAll("(?s)\n```.*?\n```", "\n");
        }

        /** The targets of all links. */
        List<String> links() {
            return Pattern.compile("\\]\\(([^)]+)\\)")
                    .matcher(prose())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        /** The names by which a link can reach a heading. */
        List<String> anchors() {
            return prose().lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> anchor(line.replaceFirst("^#+ ", "")))
                    .toList();
        }

        private static String anchor(String heading) {
            return heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
        }

        /** What leads to all its parts, in their order. */
        String contents() {
            return prose().lines()
                    .filter(line -> line.startsWith("## "))
                    .map(line -> line.substring(3))
                    .map(heading -> "[" + heading + "](#" + anchor(heading) + ")")
                    .collect(Collectors.joining(", ", "Contents: ", "\n"));
        }
    }

    List<Block> blocks() {
        return pages.stream().flatMap(page -> page.blocks().stream()).toList();
    }

    /** The content of the block with that marker. */
    public String sample(String marker) {
        List<Block> found =
                blocks().stream().filter(block -> block.marker().equals(marker)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " blocks are marked " + marker);
        }
        return found.get(0).content();
    }

    /** The names of all blocks that begin so. */
    public List<String> markers(String start) {
        return blocks().stream()
                .map(Block::marker)
                .filter(marker -> marker.startsWith(start))
                .toList();
    }

    /** What stands between the two markers of that name. */
    public String section(String name) {
        String begin = "<!-- " + name + ":begin -->\n";
        String end = "<!-- " + name + ":end -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from || text.indexOf(begin, to) >= 0) {
            throw new IllegalStateException("there is not one section " + name);
        }
        return text.substring(from + begin.length(), to);
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

    /** Every line for a shell. */
    List<String> commands() {
        return blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.content().lines())
                .toList();
    }

    /** The first column of a table, without its head. */
    public static List<String> firstColumn(String table) {
        return table.lines()
                .skip(2)
                .map(row -> row.split("\\|")[1].strip().replace("`", ""))
                .toList();
    }
}
