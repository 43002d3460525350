package io.batchtask.bridge.it.contract;

import io.batchtask.bridge.dev.kafka.KafkaBroker;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.TestInfo;

/** Kafka's own clients, without a bridge: through the broker's proxy or straight to it. */
record PlainClients(KafkaBroker broker) {
    private static final Map<String, Object> SHORT_SESSION =
            Map.of("session.timeout.ms", "2000", "heartbeat.interval.ms", "300");

    /** A topic that is called like the test. */
    String topic(TestInfo test, int partitions) {
        String name = test.getTestMethod().orElseThrow().getName();
        broker.createTopic(name, partitions);
        return name;
    }

    Member memberThroughProxy(String name, String topic) {
        return new Member(name, broker.proxy().bootstrapServers(), topic, SHORT_SESSION);
    }

    Member memberStraight(String name, String topic) {
        return new Member(name, broker.bootstrapServers(), topic, SHORT_SESSION);
    }

    KafkaProducer<String, String> producer(String name) {
        return producer(name, Map.of());
    }

    /** Through the proxy; idempotent, as is the default. */
    KafkaProducer<String, String> producer(String name, Map<String, Object> more) {
        return producer(name, broker.proxy().bootstrapServers(), more);
    }

    /** Past the proxy, each value to a partition of its own; returns when the broker has them. */
    void sendStraight(String topic, String... values) throws Exception {
        try (var producer = producer("straight", broker.bootstrapServers(), Map.of())) {
            for (int partition = 0; partition < values.length; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, null, values[partition]))
                        .get();
            }
        }
    }

    private static KafkaProducer<String, String> producer(String name, String servers, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("bootstrap.servers", servers, "client.id", name, "reconnect.backoff.max.ms", "200"));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static Future<?> send(KafkaProducer<String, String> producer, String topic, String value) {
        return producer.send(new ProducerRecord<>(topic, value));
    }

    /** So many characters of one to three bytes. */
    static String text(Random random, int length) {
        return random.ints(length, 0, Character.MIN_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The first so many values of that topic, as the broker has them. */
    List<String> values(String topic, int count) {
        try (Tail tail = new Tail(broker.bootstrapServers(), topic)) {
            return tail.await(count).stream()
                    .map(record -> Tail.text(record.value()))
                    .toList();
        }
    }

    /** How many records the first partition of that topic has, as the broker knows it. */
    long end(String topic) throws Exception {
        TopicPartition first = new TopicPartition(topic, 0);
        try (Admin admin = broker.admin()) {
            return admin.listOffsets(Map.of(first, OffsetSpec.latest()))
                    .partitionResult(first)
                    .get()
                    .offset();
        }
    }

    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Timeouts.LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
