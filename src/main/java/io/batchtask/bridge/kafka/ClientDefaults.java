package io.batchtask.bridge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Where Kafka's own default is not ours; the user's client settings win over all of it. What the guarantees rest on is
 * not here but in the endpoints, and cannot be changed by the user. This room's decisions list every other option, with
 * the reason why it may stay.
 */
public final class ClientDefaults {
    /** Every client. */
    static final Map<String, String> ALL = Map.of(
            CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap",
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false",
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "5000",
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "2000",
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, "2000",
            CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, "180000",
            SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS, "10000",
            SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS, "10000");

    static final Map<String, String> CONSUMER = with(Map.of(
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));

    static final Map<String, String> PRODUCER = with(Map.of(ProducerConfig.METADATA_MAX_IDLE_CONFIG, "86400000"));

    private ClientDefaults() {}

    /**
     * For an admin client that gives up early: how long its callers wait is not the user's to set.
     *
     * @param own the user's client settings
     * @param request for one attempt
     * @param total for all of them
     */
    public static Map<String, Object> admin(
            String bootstrapServers, Map<String, String> own, Duration request, Duration total) {
        Map<String, Object> properties = new HashMap<>(ALL);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "3000"); // less than any caller waits
        properties.putAll(own);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) request.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) total.toMillis());
        return properties;
    }

    /**
     * @param ours of this client
     * @param own the user's client settings
     * @param drain longest wait for calls in flight when partitions are given back
     */
    static Properties producer(Properties ours, Map<String, String> own, Duration drain) {
        DeliveryTimeout delivery = DeliveryTimeout.of(own, drain);
        Properties all = new Properties();
        all.putAll(ours);
        all.putAll(PRODUCER);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(delivery.request()));
        all.putAll(own);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(delivery.timeout()));
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0"); // no worker waits: what is refused is repeated
        return all;
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    /**
     * Adds our defaults and the user's settings to a consumer's properties.
     *
     * @param own the user's client settings
     */
    static void consumer(Properties properties, Map<String, String> own) {
        if ("consumer".equalsIgnoreCase(own.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            // With the new group protocol the broker decides these; the client refuses to start when they are set.
            properties.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
            properties.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
            properties.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        }
        properties.putAll(CONSUMER);
        properties.putAll(own);
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> together = new HashMap<>(ALL);
        together.putAll(more);
        return Map.copyOf(together);
    }
}
