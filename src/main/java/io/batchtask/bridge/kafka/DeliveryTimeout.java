package io.batchtask.bridge.kafka;

import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

import java.time.Duration;
import java.util.Map;

/**
 * How long the producers try to deliver a record. They give up before the partition it came from can be somebody else's,
 * so that what was not delivered does not come behind what the next owner publishes: within half a drain, so that the
 * other half is left to begin in; and within the third of a session that the lease leaves. Whoever still has the
 * partition by then sends it again.
 *
 * @param timeout until a record has failed that the broker has not acknowledged
 * @param request until an unanswered request has failed and is repeated by the client: a third of that, so that a broker
 *     that vanished without a word leaves time to try another
 */
public record DeliveryTimeout(Duration timeout, Duration request) {
    private static final long LONGEST_MILLIS = 15_000;

    /** Less would fail on a broker that is merely busy, to no avail: whoever drains for so short waits for nothing. */
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
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise; // anything else is told by the client
    }
}
