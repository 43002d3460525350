package io.batchtask.bridge.dev;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The books an onlooker keeps: where each request of the ids topic ended, by what stands in the topics and nothing
 * else.
 */
final class DemoBalance {
    private final Map<Integer, BitSet> published = new HashMap<>();
    private final Map<Integer, BitSet> rejected = new HashMap<>();
    private long events;
    private long repeats;

    /** An event of the request at that offset was seen. */
    synchronized void published(int partition, long offset) {
        events++;
        enter(published, partition, offset);
    }

    /** A dead letter of the request at that offset was seen. */
    synchronized void rejected(int partition, long offset) {
        enter(rejected, partition, offset);
    }

    private void enter(Map<Integer, BitSet> page, int partition, long offset) {
        BitSet offsets = page.computeIfAbsent(partition, p -> new BitSet());
        if (offsets.get((int) offset)) {
            repeats++;
        }
        offsets.set((int) offset);
    }

    /** Events seen so far, repeats included. */
    synchronized long events() {
        return events;
    }

    /**
     * The balance.
     *
     * @param fed end offset of each partition of the ids topic
     * @param committed offset each partition is committed at by the bridge's group
     */
    synchronized Balance close(Map<Integer, Long> fed, Map<Integer, Long> committed) {
        long receivedSum = 0;
        long publishedSum = 0;
        long rejectedSum = 0;
        long missing = 0;
        long twofold = 0;
        for (int partition : fed.keySet()) {
            int end = committed.getOrDefault(partition, 0L).intValue();
            BitSet events = published.getOrDefault(partition, new BitSet()).get(0, end);
            BitSet deadLetters = rejected.getOrDefault(partition, new BitSet()).get(0, end);
            receivedSum += end;
            publishedSum += events.cardinality();
            rejectedSum += deadLetters.cardinality();
            BitSet both = (BitSet) events.clone();
            both.and(deadLetters);
            twofold += both.cardinality();
            events.or(deadLetters);
            missing += end - events.cardinality();
        }
        long fedSum = fed.values().stream().mapToLong(Long::longValue).sum();
        return new Balance(fedSum, receivedSum, publishedSum, rejectedSum, 0, missing, twofold, repeats);
    }

    /**
     * What became of the requests.
     *
     * @param received requests the bridge has committed as finished
     * @param dropped always 0 in the demo: tasks that are not found are published
     * @param missing received, and nothing came of it
     * @param twofold published and rejected, too
     * @param repeats events and dead letters seen again
     */
    record Balance(
            long fed,
            long received,
            long published,
            long rejected,
            long dropped,
            long missing,
            long twofold,
            long repeats) {

        /** Whether each received request ended in exactly one place. */
        boolean isEven() {
            return received == published + rejected + dropped && missing == 0 && twofold == 0;
        }

        /**
         * Why the demo has failed; null when it has not.
         *
         * @param interrupted whether requests may be left over: a user who ends the demo need not wait for them
         */
        String complaint(boolean interrupted) {
            if (!isEven()) {
                return "the books do not balance";
            }
            return waiting() > 0 && !interrupted ? waiting() + " requests are not finished" : null;
        }

        /** Requests the bridge has not finished. */
        long waiting() {
            return fed - received;
        }

        @Override
        public String toString() {
            return "received " + received + " = published " + published + " + rejected " + rejected + " + dropped "
                    + dropped
                    + (isEven()
                            ? ": the books balance"
                            : ": THE BOOKS DO NOT BALANCE, missing " + missing + ", in two places " + twofold);
        }
    }
}
