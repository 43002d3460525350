package io.batchtask.bridge.management;

import java.util.List;

/**
 * What the status page shows: numbers, names and reasons; no payload, no secret. Absent values are null.
 *
 * @param time ISO-8601
 * @param state reading, or which checks are down: a few words that change only when that does
 * @param throughput records finished per second, of late
 * @param unfinished records read and not finished
 * @param recent the latest records that became events
 * @param rejects the latest records that were rejected
 * @param lag records not finished, unread ones included; null while not known
 */
public record Status(
        String time,
        String version,
        Names names,
        String state,
        boolean ready,
        List<Check> checks,
        double throughput,
        Calls calls,
        long unfinished,
        double oldestSeconds,
        Long lag,
        Ledger books,
        List<Partition> partitions,
        Contact breaker,
        Contact signIn,
        List<End> recent,
        List<End> rejects) {

    /** Whether Kafka has not taken events or dead letters for a while. */
    boolean writingFails() {
        return checks.stream().anyMatch(check -> check.name().equals("output") && !check.up());
    }

    /**
     * What tells this instance from others.
     *
     * @param instance the group's static member, else host and process
     * @param netServer where calls go at present, without a user
     * @param ids the topic requests come from, {@code info} and {@code deadLetter} those they go to
     */
    public record Names(String instance, String netServer, String group, String ids, String info, String deadLetter) {}

    /** @param reason null when it is up */
    public record Check(String name, boolean up, String reason) {}

    /**
     * Latencies in milliseconds.
     *
     * @param limit at once
     * @param perSecond calls a second allowed at present; null without a limit
     */
    public record Calls(
            int underWay, int limit, Double perSecond, int waiting, double p50, double p95, double p99, long repeated) {

        /** Whether there was a call of late. */
        boolean timed() {
            return p99 > 0;
        }
    }

    /** Where the records received are. */
    public record Ledger(long received, long published, long rejected, long dropped, long inFlight, long givenBack) {}

    /** One partition this process has at present. */
    public record Partition(
            String topic,
            int partition,
            Long committed,
            Long firstUnfinished,
            Long position,
            int span,
            boolean paused,
            Long lag) {}

    /**
     * @param state in words
     * @param term the same as experts call it; null when there is no such word
     * @param reason null when all is well
     * @param count probes, or sign-ins, so far
     */
    public record Contact(String state, String term, String reason, long count) {}

    /**
     * How a record ended.
     *
     * @param task null when it could not be read
     * @param outcome the event's type, or the class of the failure
     * @param detail the task's state, or the code of the failure
     */
    public record End(String time, Integer task, String origin, String outcome, String detail, boolean rejected) {}
}
