package io.batchtask.bridge.intake;

import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;

import java.time.Duration;
import java.util.Properties;

/**
 * How patient the group is with a member, and what follows for us.
 *
 * @param lease time results may leave the process without a sign from the group: long before it would give our
 *     partitions to somebody else
 * @param silence time without a heartbeat after which the lease is not renewed: with the lease less than a session, and
 *     more than the third of it that heartbeats may be apart
 * @param drain longest wait when partitions are given back, which is answered while polling: longer than the poll
 *     interval would cost the membership
 */
record Patience(Duration lease, Duration silence, Duration drain) {
    private static final long KAFKAS_MAX_POLL_INTERVAL = 300_000;
    private static final long KAFKAS_SESSION_TIMEOUT = 45_000;
    private static final long SHORTEST_LEASE = 1_000;

    /** @param drain longest wait the settings allow */
    static Patience of(Properties consumer, Duration drain) {
        long session = millis(consumer, SESSION_TIMEOUT_MS_CONFIG, KAFKAS_SESSION_TIMEOUT);
        long half = millis(consumer, MAX_POLL_INTERVAL_MS_CONFIG, KAFKAS_MAX_POLL_INTERVAL) / 2;
        return new Patience(
                Duration.ofMillis(Math.max(SHORTEST_LEASE, session / 3)),
                Duration.ofMillis(Math.max(SHORTEST_LEASE, session / 2)),
                Duration.ofMillis(Math.min(half, drain.toMillis())));
    }

    boolean isTooLong(Duration sinceHeartbeat) {
        return sinceHeartbeat.compareTo(silence) >= 0;
    }

    private static long millis(Properties properties, String name, long kafkasDefault) {
        return Long.parseLong(
                properties.getOrDefault(name, kafkasDefault).toString().strip());
    }
}
