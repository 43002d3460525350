package io.batchtask.bridge.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The finished offsets of a partition beyond the one that is committed. They travel as the commit's metadata, so that
 * whoever reads the partition next repeats none of them: {@code finished-ahead/1 from=990 epoch=3 5-15,20} means that
 * 995 to 1005 and 1010 are finished. What cannot be trusted is not used, which costs a repeat and nothing else.
 */
final class FinishedAhead {
    static final FinishedAhead NONE = new FinishedAhead(new TreeMap<>(), -1, Long.MIN_VALUE);

    /** A broker takes 4,096 bytes by default ({@code offset.metadata.max.bytes}). */
    static final int LONGEST = 3_000;

    private static final String RUN = "\\d{1,18}(?:-\\d{1,18})?";
    private static final Pattern TEXT =
            Pattern.compile("finished-ahead/1 from=(\\d{1,18}) epoch=(-?\\d{1,9}) (" + RUN + "(?:," + RUN + ")*+)");

    private final TreeMap<Long, Long> runs; // first → last, both included
    private final int epoch;
    private final long from; // what was committed

    private FinishedAhead(TreeMap<Long, Long> runs, int epoch, long from) {
        this.runs = runs;
        this.epoch = epoch;
        this.from = from;
    }

    /**
     * @param slots in the order of their offsets
     * @param epoch leader epoch of the newest of their records; -1 when the broker does not tell
     */
    static FinishedAhead of(Iterable<Slot> slots, int epoch) {
        TreeMap<Long, Long> runs = new TreeMap<>();
        Long first = null;
        for (Slot slot : slots) {
            if (slot.state != Slot.State.FINISHED) {
                first = null;
            } else {
                first = first == null ? Long.valueOf(slot.offset) : first;
                runs.put(first, slot.offset);
            }
        }
        return new FinishedAhead(runs, epoch, Long.MIN_VALUE);
    }

    /** What a commit tells; nothing when its metadata is not ours, or was written for another offset. */
    static FinishedAhead in(OffsetAndMetadata commit) {
        Matcher text = TEXT.matcher(Optional.ofNullable(commit.metadata()).orElse(""));
        // Tools that copy groups to another cluster translate the offset, and copy the metadata as it is.
        if (!text.matches() || Long.parseLong(text.group(1)) != commit.offset()) {
            return NONE;
        }
        TreeMap<Long, Long> runs = new TreeMap<>();
        for (String run : text.group(3).split(",")) {
            String[] ends = run.split("-");
            runs.put(
                    commit.offset() + Long.parseLong(ends[0]), commit.offset() + Long.parseLong(ends[ends.length - 1]));
        }
        return new FinishedAhead(runs, Integer.parseInt(text.group(2)), commit.offset());
    }

    /**
     * Whether that record is finished.
     *
     * @param leaderEpoch the record's; a newer one than was known means that the log was cut and written anew (after an
     *     unclean leader election), so that another record has the offset now
     */
    boolean contains(long offset, Optional<Integer> leaderEpoch) {
        Map.Entry<Long, Long> run = runs.floorEntry(offset);
        return run != null && offset <= run.getValue() && leaderEpoch.orElse(-1) <= epoch;
    }

    /**
     * Whether that offset is among those this tells about. Once one is not, it is of no use any more: reading has passed
     * them, or has gone back behind them, where a topic that was deleted and made anew begins.
     */
    boolean reaches(long offset) {
        return !runs.isEmpty() && offset >= from && offset <= runs.lastEntry().getValue();
    }

    /** Offsets at most, gaps included. */
    long size() {
        return runs.entrySet().stream()
                .mapToLong(run -> run.getValue() - run.getKey() + 1)
                .sum();
    }

    /** Metadata for a commit of that offset; as much as fits, the rest would be repeated. */
    String text(long committed) {
        if (runs.isEmpty()) {
            return "";
        }
        String head = "finished-ahead/1 from=" + committed + " epoch=" + epoch + " ";
        int room = LONGEST - head.length();
        List<String> told = new ArrayList<>();
        for (Map.Entry<Long, Long> run : runs.entrySet()) {
            long first = run.getKey() - committed;
            long last = run.getValue() - committed;
            String words = first == last ? String.valueOf(first) : first + "-" + last;
            room -= words.length() + 1;
            if (room < 0) {
                break;
            }
            told.add(words);
        }
        return head + String.join(",", told);
    }
}
