package io.batchtask.bridge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of a command, with the user's own settings on each. The caller closes what it gets. */
public final class ToolClients {
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final Duration TOTAL = Duration.ofSeconds(15);

    /** For the time a producer tries to deliver; a command has no partitions to give back. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    /** What makes a consumer a member of the bridge's group, or one that never leaves: meant for the bridge's own. */
    private static final List<String> OF_THE_BRIDGES_MEMBERS = List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);

    private final String bootstrapServers;
    private final Supplier<Map<String, String>> clientSettings;
    private final AtomicInteger made = new AtomicInteger();

    /** @param clientSettings asked for each client: a password in a file may have been replaced */
    public ToolClients(String bootstrapServers, Supplier<Map<String, String>> clientSettings) {
        this.bootstrapServers = bootstrapServers;
        this.clientSettings = clientSettings;
    }

    /** One that gives up after 15 seconds. */
    public Admin admin() {
        return Admin.create(ClientDefaults.admin(bootstrapServers, own(), REQUEST, TOTAL));
    }

    /**
     * Without a group unless ours has one; what it reads is committed.
     *
     * @param ours what this consumer needs, and the user cannot change
     */
    public Consumer<byte[], byte[]> consumer(Map<String, Object> ours) {
        return new KafkaConsumer<>(consumerProperties(ours), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Properties consumerProperties(Map<String, Object> ours) {
        Properties properties = new Properties();
        Map<String, String> own = own();
        own.keySet().removeAll(OF_THE_BRIDGES_MEMBERS);
        ClientDefaults.consumer(properties, own);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return with(ours, properties);
    }

    /**
     * Idempotent, and acknowledged by all replicas.
     *
     * @param ours what this producer needs, and the user cannot change
     */
    public Producer<byte[], byte[]> producer(Map<String, Object> ours) {
        return new KafkaProducer<>(producerProperties(ours), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Properties producerProperties(Map<String, Object> ours) {
        Map<String, String> own = own();
        if (ours.get(ProducerConfig.LINGER_MS_CONFIG) != null) { // a delivery must be long enough for it
            own.put(ProducerConfig.LINGER_MS_CONFIG, String.valueOf(ours.get(ProducerConfig.LINGER_MS_CONFIG)));
        }
        Properties properties = ClientDefaults.producer(new Properties(), own, DRAIN);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(TOTAL.toMillis())); // a command may wait
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return with(ours, properties);
    }

    /** The user's, with a client id that is not the service's, which may run in the same process or be watched. */
    private Map<String, String> own() {
        Map<String, String> own = new HashMap<>(clientSettings.get());
        own.computeIfPresent(
                CommonClientConfigs.CLIENT_ID_CONFIG, (key, id) -> id + "-command-" + made.incrementAndGet());
        return own;
    }

    private Properties with(Map<String, Object> ours, Properties properties) {
        properties.putAll(ours);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }
}
