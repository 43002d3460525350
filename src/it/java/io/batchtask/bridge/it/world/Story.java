package io.batchtask.bridge.it.world;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.Look;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One request and what became of it.
 *
 * @param event the first one; null when there is none
 * @param rejection the class of its dead letter; null when there is none
 * @param looks what its look-ups met
 */
record Story(
        ConsumerRecord<byte[], byte[]> request,
        ConsumerRecord<byte[], byte[]> event,
        String rejection,
        List<Look> looks) {
    /** The task asked for; 0 when that cannot be read. */
    static int task(ConsumerRecord<byte[], byte[]> request) {
        String value = Tail.text(request.value());
        return value.matches("\\d+") ? Integer.parseInt(value) : 0;
    }

    boolean isMalformed() {
        return task(request) == 0;
    }

    /** Not so while its books are open. */
    boolean hasEnded() {
        return event != null || rejection != null;
    }

    /** What the event says. */
    int attempts() {
        return Integer.parseInt(Tail.header(event, "batchtask-attempts"));
    }

    /** Failed calls that count as attempts: without those that were throttled. */
    long failedAttempts() {
        return looks.stream().filter(look -> look.failed() && !look.throttled()).count();
    }

    /**
     * Calls that were lost with their connection before an answer began: those on a connection that had been used before
     * are repeated at once, and are no attempts.
     */
    long lost() {
        return looks.stream()
                .filter(look -> look.fault() == Fault.RESET || look.fault() == Fault.CLOSED)
                .count();
    }

    /** It has an event, and no call of it failed or was slow. */
    boolean isHealthy() {
        return event != null && looks.stream().allMatch(look -> look.fault() == null);
    }

    @Override
    public String toString() {
        return RecordBalance.origin(request) + " (\"" + Tail.text(request.value()) + "\", calls " + looks + ")";
    }
}
