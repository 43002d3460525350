package io.batchtask.bridge.intake;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The finished offsets of a partition beyond the one that is committed. They are stored as the commit's metadata, so
 * that the next owner of the partition repeats none of them:
 * {@code finished-ahead/2 log=… from=990 epoch=3 runs=5-15,20} means that 995 to 1005 and 1010 are finished. When these
 * do not fit, {@code bits=…} holds more of them: a set of bits in base64, the bit of 990 first. Metadata that cannot be
 * trusted is not used, which costs a repeat and nothing else.
 */
final class FinishedAhead {
    static final FinishedAhead NONE = new FinishedAhead(new long[0], new long[0], -1, Long.MIN_VALUE);

    /** A broker takes 4,096 bytes by default ({@code offset.metadata.max.bytes}): bits enough for 20,000 offsets. */
    static final int LONGEST = 4_000;

    private static final int BITS_PER_CHARACTER = 6;
    private static final String RUN = "\\d{1,18}(?:-\\d{1,18})?";
    private static final Pattern TEXT = Pattern.compile("finished-ahead/(?:1|2(?: log=(?<log>\\S{1,100}))?)"
            + " from=(?<from>\\d{1,18}) epoch=(?<epoch>-?\\d{1,9})"
            + "(?: (?:runs=)?(?<runs>" + RUN + "(?:," + RUN + ")*+)| bits=(?<bits>[-_A-Za-z0-9]++))?");

    private final long[] firsts; // of each run, rising
    private final long[] lasts; // of each run, included
    private final int epoch;
    private final long from; // what was committed

    private FinishedAhead(long[] firsts, long[] lasts, int epoch, long from) {
        this.firsts = firsts;
        this.lasts = lasts;
        this.epoch = epoch;
        this.from = from;
    }

    /**
     * All offsets between unfinished ones.
     *
     * @param unfinished rising
     * @param end the offset after the last one read
     * @param epoch leader epoch of the newest record; -1 when it is not known
     */
    static FinishedAhead behind(long[] unfinished, long end, int epoch) {
        Runs runs = new Runs();
        for (int i = 0; i < unfinished.length; i++) {
            runs.add(unfinished[i] + 1, (i + 1 < unfinished.length ? unfinished[i + 1] : end) - 1);
        }
        return runs.finished(epoch, Long.MIN_VALUE);
    }

    /** What a commit contains; nothing when its metadata is not ours, or was written for another offset. */
    static FinishedAhead in(OffsetAndMetadata commit) {
        Matcher text = trusted(commit);
        if (text == null) {
            return NONE;
        }
        Runs runs = new Runs();
        if (text.group("runs") != null) {
            for (String run : text.group("runs").split(",")) {
                String[] ends = run.split("-");
                runs.add(
                        commit.offset() + Long.parseLong(ends[0]),
                        commit.offset() + Long.parseLong(ends[ends.length - 1]));
            }
        } else if (text.group("bits") != null) {
            BitSet bits = bits(text.group("bits"));
            for (int first = bits.nextSetBit(0); first >= 0; first = bits.nextSetBit(bits.nextClearBit(first))) {
                runs.add(commit.offset() + first, commit.offset() + bits.nextClearBit(first) - 1);
            }
        }
        return runs.finished(Integer.parseInt(text.group("epoch")), commit.offset());
    }

    /** The log that commit was made for; empty when it does not say. */
    static Optional<String> log(OffsetAndMetadata commit) {
        return Optional.ofNullable(trusted(commit)).map(text -> text.group("log"));
    }

    /** Tools that copy groups to another cluster translate the offset, and copy the metadata as it is. */
    private static Matcher trusted(OffsetAndMetadata commit) {
        Matcher text = TEXT.matcher(Optional.ofNullable(commit.metadata()).orElse(""));
        return text.matches() && Long.parseLong(text.group("from")) == commit.offset() ? text : null;
    }

    private static BitSet bits(String base64) {
        try {
            return BitSet.valueOf(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return new BitSet();
        }
    }

    /**
     * Whether that record is finished.
     *
     * @param leaderEpoch the record's; a newer one than was known means that the log was cut and written anew (after an
     *     unclean leader election), so that another record has the offset now
     */
    boolean contains(long offset, Optional<Integer> leaderEpoch) {
        int place = Arrays.binarySearch(firsts, offset);
        int run = place >= 0 ? place : -place - 2; // the last one that begins before it
        return run >= 0 && offset <= lasts[run] && leaderEpoch.orElse(-1) <= epoch;
    }

    /**
     * Whether that offset is in the range of these. Once one is not, they are useless: reading has passed them, or has
     * gone back to the beginning of a topic that was deleted and created anew.
     */
    boolean reaches(long offset) {
        return firsts.length > 0 && offset >= from && offset <= lasts[lasts.length - 1];
    }

    /**
     * Together with the offsets of another one from an offset on. None of them is taken over when other records may
     * have these offsets by now.
     */
    FinishedAhead followedBy(FinishedAhead other, long offset) {
        if (other.firsts.length == 0 || other.epoch < epoch) {
            return this;
        }
        Runs runs = new Runs();
        for (int run = 0; run < firsts.length; run++) {
            runs.add(firsts[run], lasts[run]);
        }
        for (int run = 0; run < other.firsts.length; run++) {
            runs.add(Math.max(offset, other.firsts[run]), other.lasts[run]);
        }
        return runs.finished(Math.max(epoch, other.epoch), from);
    }

    /** Offsets at most, gaps included. */
    long size() {
        long size = 0;
        for (int run = 0; run < firsts.length; run++) {
            size += lasts[run] - firsts[run] + 1;
        }
        return size;
    }

    /**
     * Metadata for a commit of that offset; as much as fits, the rest would be repeated.
     *
     * @param log which log this is about; empty when not known
     */
    String text(long committed, Optional<String> log) {
        if (firsts.length == 0 && log.isEmpty()) {
            return "";
        }
        String head = "finished-ahead/2" + log.map(known -> " log=" + known).orElse("") + " from=" + committed
                + " epoch=" + epoch;
        int room = LONGEST - head.length() - " runs=".length();
        Encoded runs = asRuns(committed, room);
        Encoded bits = asBits(committed, room);
        boolean better =
                bits.offsets > runs.offsets; // runs are legible, bits need the same room however many runs there are
        if (runs.offsets + bits.offsets == 0) {
            return head;
        }
        return head + (better ? " bits=" + bits.text : " runs=" + runs.text);
    }

    /** @param offsets how many finished ones the text contains */
    private record Encoded(String text, long offsets) {}

    private Encoded asRuns(long committed, int room) {
        StringBuilder text = new StringBuilder();
        long offsets = 0;
        for (int run = 0; run < firsts.length; run++) {
            long first = firsts[run] - committed;
            long last = lasts[run] - committed;
            String next = (run == 0 ? "" : ",") + (first == last ? String.valueOf(first) : first + "-" + last);
            if (text.length() + next.length() > room) {
                break;
            }
            text.append(next);
            offsets += last - first + 1;
        }
        return new Encoded(text.toString(), offsets);
    }

    private Encoded asBits(long committed, int room) {
        long covered = (long) room * BITS_PER_CHARACTER / Byte.SIZE * Byte.SIZE; // so many offsets from the first on
        BitSet bits = new BitSet();
        for (int run = 0; run < firsts.length && firsts[run] - committed < covered; run++) {
            bits.set((int) (firsts[run] - committed), (int) Math.min(lasts[run] - committed + 1, covered));
        }
        return new Encoded(
                Base64.getUrlEncoder().withoutPadding().encodeToString(bits.toByteArray()), bits.cardinality());
    }

    /** Runs being collected. */
    private static final class Runs {
        private final LongStream.Builder firsts = LongStream.builder();
        private final LongStream.Builder lasts = LongStream.builder();

        void add(long first, long last) {
            if (first <= last) {
                firsts.add(first);
                lasts.add(last);
            }
        }

        FinishedAhead finished(int epoch, long from) {
            return new FinishedAhead(firsts.build().toArray(), lasts.build().toArray(), epoch, from);
        }
    }
}
