package io.batchtask.bridge.kafka;

import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

import java.time.Duration;
import java.util.Map;

/**
 * How long the producers try to deliver a record. They give up before the partition it came from can have another
 * owner, so that nothing is delivered after what the next owner publishes: within half a drain, so that the other half
 * is left to begin in; and within the third of a session that the lease leaves. If this process still has the partition
 * by then, it sends the record again.
 *
 * @param timeout until a record has failed that the broker has not acknowledged
 * @param request until an unanswered request has failed and is repeated by the client: a third of that, so that a
 *     broker that vanished leaves time to try another
 */
public record DeliveryTimeout(Duration timeout, Duration request) {
    private static final long LONGEST_MILLIS = 15_000;

    /** Less would fail on a broker that is merely busy, and a drain as short as that waits for nothing anyway. */
    private static final long SHORTEST_MILLIS = 1_000;

    private static final long KAFKAS_MAX_POLL_INTERVAL = 300_000;
    private static final long KAFKAS_SESSION_TIMEOUT = 45_000; // the broker's as well, where that one decides

    /**
     * @param client the user's own client settings: what they say of these times holds, as far as Kafka takes it
     * @param drain longest wait the settings allow when partitions are given back
     */
    public static DeliveryTimeout of(Map<String, String> client, Duration drain) {
        long drained =
                Math.min(drain.toMillis(), millis(client, MAX_POLL_INTERVAL_MS_CONFIG, KAFKAS_MAX_POLL_INTERVAL) / 2);
        long session = millis(client, SESSION_TIMEOUT_MS_CONFIG, KAFKAS_SESSION_TIMEOUT);
        long linger = millis(client, LINGER_MS_CONFIG, 0);
        long fitting = atLeastShortest(Math.min(LONGEST_MILLIS, Math.min(drained / 2, session / 3)));
        long request =
                millis(client, REQUEST_TIMEOUT_MS_CONFIG, atLeastShortest(Math.min(fitting / 3, fitting - linger)));
        long timeout = millis(client, DELIVERY_TIMEOUT_MS_CONFIG, fitting);
        return new DeliveryTimeout(
                Duration.ofMillis(Math.max(timeout, request + linger)), // Kafka refuses less
                Duration.ofMillis(request));
    }

    private static long atLeastShortest(long millis) {
        return Math.max(SHORTEST_MILLIS, millis);
    }

    private static long millis(Map<String, String> client, String name, long otherwise) {
        String text = client.getOrDefault(name, "").strip();
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise; // the client reports anything else
    }
}
