package io.batchtask.bridge.intake;

import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_PROTOCOL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;

import java.time.Duration;
import java.util.Properties;

/**
 * Time limits that follow from the group's time-outs.
 *
 * @param session time without a sign of a member after which its partitions are given to others
 * @param isBrokersSession whether the broker decides that, so that it has to be asked
 * @param drain longest wait when partitions are given back, which is answered while polling: longer than the poll
 *     interval would cost the membership
 */
record GroupTimeouts(Duration session, boolean isBrokersSession, Duration drain) {
    private static final long KAFKAS_MAX_POLL_INTERVAL = 300_000;
    private static final long KAFKAS_SESSION_TIMEOUT = 45_000;

    /** Until the broker has reported its session time-out: shorter than any in use, which only costs a few commits. */
    private static final long UNTIL_REPORTED = 6_000;

    /** @param drain longest wait the settings allow */
    static GroupTimeouts of(Properties consumer, Duration drain) {
        boolean brokerDecides = "consumer".equalsIgnoreCase(consumer.getProperty(GROUP_PROTOCOL_CONFIG));
        long session =
                brokerDecides ? UNTIL_REPORTED : millis(consumer, SESSION_TIMEOUT_MS_CONFIG, KAFKAS_SESSION_TIMEOUT);
        long half = millis(consumer, MAX_POLL_INTERVAL_MS_CONFIG, KAFKAS_MAX_POLL_INTERVAL) / 2;
        return new GroupTimeouts(
                Duration.ofMillis(session), brokerDecides, Duration.ofMillis(Math.min(half, drain.toMillis())));
    }

    private static long millis(Properties properties, String name, long kafkasDefault) {
        return Long.parseLong(
                properties.getOrDefault(name, kafkasDefault).toString().strip());
    }
}
