package io.batchtask.bridge.relay;

import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one topic that Kafka has refused and that are offered again. However many they are, the log has one
 * line when that begins, one a minute while it lasts, and one when it is over. Safe from any thread.
 */
final class RefusedWrites {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedWrites.class);
    private static final Duration SUMMARY_EVERY = Duration.ofMinutes(1);

    private final String topic;
    private final LongSupplier nanoTime;
    private final Map<Object, Long> records = new LinkedHashMap<>(); // the first is the one refused longest ago
    private long refusals;
    private String reason = "";
    private long began;
    private int met;
    private boolean written;
    private boolean logged;
    private OptionalLong lastLine = OptionalLong.empty();

    /** @param nanoTime monotonic */
    RefusedWrites(String topic, LongSupplier nanoTime) {
        this.topic = topic;
        this.nanoTime = nanoTime;
    }

    /**
     * Kafka has refused that record, and it will be offered again.
     *
     * @param record whose later calls are about the same one
     * @param origin names it in the log
     */
    synchronized void refused(Object record, Object origin, String why) {
        long now = nanoTime.getAsLong();
        if (records.isEmpty()) {
            began = now;
            met = 0;
            logged = false;
        }
        if (records.putIfAbsent(record, now) == null) {
            met++;
        }
        refusals++;
        reason = why;
        written = false;
        if (lastLine.isPresent() && now - lastLine.getAsLong() < SUMMARY_EVERY.toNanos()) {
            return; // trouble that comes and goes has no line each time, either
        }
        lastLine = OptionalLong.of(now);
        if (logged) {
            LOG.warn(
                    "publishing fails; topic={} records={} since={} reason={}",
                    topic,
                    records.size(),
                    lasted(now),
                    reason);
        } else {
            logged = true;
            LOG.warn("publishing failed, it is repeated; origin={} topic={} reason={}", origin, topic, reason);
        }
    }

    /**
     * That record is not offered again; one that was never refused may be named as well.
     *
     * @param taken whether that is because Kafka has it, and not because it is another process's by now
     */
    synchronized void ended(Object record, boolean taken) {
        if (records.remove(record) == null) {
            return;
        }
        written |= taken;
        if (records.isEmpty() && logged) {
            logged = false;
            String lasted = lasted(nanoTime.getAsLong());
            if (written) {
                LOG.info("publishing works again; topic={} records={} lasted={}", topic, met, lasted);
            } else {
                LOG.info("publishing is left to others, or to the next start; topic={} records={}", topic, met);
            }
        }
    }

    private String lasted(long now) {
        return Lasting.words(Duration.ofNanos(now - began));
    }

    synchronized Writing now() {
        Duration lasts = records.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(
                        nanoTime.getAsLong() - records.values().iterator().next());
        return new Writing(topic, refusals, records.size(), lasts, reason);
    }
}
