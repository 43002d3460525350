package io.batchtask.bridge.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Dead letters counted by class, code and fate; bounded, whatever codes there are. Not for several threads. */
public final class Tally {
    /** More kinds than that are counted together. */
    static final int MOST_KINDS = 1_000;

    /** What has been sent back before would only blur the times of what is new. */
    private static final Set<Fate> TIMED = EnumSet.of(Fate.SENT, Fate.EXHAUSTED);

    private static final Kind OTHERS = new Kind("(others)", "");

    private final Map<Kind, Row> rows = new TreeMap<>();
    private long notMeant;

    /** What letters are counted by. */
    public record Kind(String failureClass, String code) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int byClass = failureClass.compareTo(other.failureClass);
            return byClass != 0 ? byClass : code.compareTo(other.code);
        }
    }

    /** Of one class and code. */
    public static final class Row {
        private final Kind kind;
        private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
        private Instant oldest;
        private Instant newest;

        private Row(Kind kind) {
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }

        public long count(Fate fate) {
            return counts.getOrDefault(fate, 0L);
        }

        /** When the first and the last of those failed that are sent, or exhausted; null when none says. */
        public Instant oldest() {
            return oldest;
        }

        public Instant newest() {
            return newest;
        }

        private void add(Fate fate, Instant failedAt) {
            counts.merge(fate, 1L, Long::sum);
            if (failedAt != null && TIMED.contains(fate)) {
                oldest = oldest == null || failedAt.isBefore(oldest) ? failedAt : oldest;
                newest = newest == null || failedAt.isAfter(newest) ? failedAt : newest;
            }
        }
    }

    /**
     * Of those that are {@link Fate#NOT_MEANT} only the number is kept.
     *
     * @param failedAt null when the letter does not say
     */
    public void add(Kind kind, Fate fate, Instant failedAt) {
        if (fate == Fate.NOT_MEANT) {
            notMeant++;
            return;
        }
        Kind counted = rows.containsKey(kind) || rows.size() < MOST_KINDS ? kind : OTHERS;
        rows.computeIfAbsent(counted, Row::new).add(fate, failedAt);
    }

    /** By class and code. */
    public List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    /** Of all kinds. */
    public long count(Fate fate) {
        return fate == Fate.NOT_MEANT
                ? notMeant
                : rows.values().stream().mapToLong(row -> row.count(fate)).sum();
    }
}
