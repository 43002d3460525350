package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.replay.Fate;
import io.batchtask.bridge.replay.Tally;
import io.batchtask.bridge.replay.Tally.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What was found, or has become of it: a row for each class and code, and what became of all others. */
final class ReplayTable {
    private static final List<String> TITLES = List.of("class", "code", "count", "oldest", "newest", "exhausted");

    /** Columns with numbers, which end where the column ends. */
    private static final List<Integer> NUMBERS = List.of(2, 5);

    private static final int LONGEST_CODE = 40;
    private static final String GAP = "  ";

    private static final Map<Fate, String> MEANINGS = Map.of(
            Fate.NOT_MEANT, "not asked for",
            Fate.ALREADY_SENT, "sent back by an earlier run; --again sends them once more",
            Fate.EXHAUSTED, "sent back too often already, see --max-replays",
            Fate.BEYOND_MAX, "left for another run by --max",
            Fate.OTHER_TOPIC, "came from another topic; --to sends them all to one",
            Fate.FOREIGN, "not written by a bridge, left where they are",
            Fate.VALUE_GONE, "too large for the dead-letter topic, and the request itself is gone",
            Fate.NOT_ACCEPTED, "not taken by the topic, left where they are");

    private ReplayTable() {}

    /** @param sent what became of those that count: {@code sent back to ids}, {@code would be sent back to ids} */
    static List<String> lines(Tally tally, String sent) {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : tally.rows()) {
            if (row.count(Fate.SENT) + row.count(Fate.EXHAUSTED) > 0) {
                cells.add(cells(row));
            }
        }
        List<String> lines = new ArrayList<>();
        if (!cells.isEmpty()) {
            cells.add(0, TITLES);
            lines.addAll(aligned(cells, NUMBERS));
            lines.add("");
        }
        List<List<String>> fates = new ArrayList<>();
        fates.add(List.of(Fate.SENT.word(), number(tally.count(Fate.SENT)), sent));
        Stream.of(Fate.values())
                .filter(fate -> fate != Fate.SENT && tally.count(fate) > 0)
                .map(fate -> List.of(fate.word(), number(tally.count(fate)), MEANINGS.get(fate)))
                .forEach(fates::add);
        lines.addAll(aligned(fates, List.of(1)));
        return lines;
    }

    private static List<String> cells(Row row) {
        return List.of(
                shown(row.kind().failureClass()),
                shown(row.kind().code()),
                number(row.count(Fate.SENT)),
                time(row.oldest()),
                time(row.newest()),
                number(row.count(Fate.EXHAUSTED)));
    }

    /** Whoever may write the topic chooses them, so a terminal must not get what steers it. */
    private static String shown(String foreign) {
        return Excerpt.of(Excerpt.line(foreign), LONGEST_CODE);
    }

    private static String time(Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static List<String> aligned(List<List<String>> rows, List<Integer> numbers) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths, numbers)).toList();
    }

    private static String line(List<String> row, int[] widths, List<Integer> numbers) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String padding = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP).append(numbers.contains(i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
