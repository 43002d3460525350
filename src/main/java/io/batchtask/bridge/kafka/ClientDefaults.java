package io.batchtask.bridge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    public static final Map<String, String> ALL = Map.of(
            CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap",
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false",
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "5000",
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "2000",
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, "2000",
            CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, "180000",
            SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS, "10000",
            SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS, "10000");

    public static final Map<String, String> CONSUMER = with(Map.of(
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));

    public static final Map<String, String> PRODUCER =
            with(Map.of(ProducerConfig.METADATA_MAX_IDLE_CONFIG, "86400000"));

    private ClientDefaults() {}

    /**
     * For an admin client that rather gives up than asks twice at once: how long it is waited for is not the user's.
     *
     * @param own the user's client settings
     * @param request for one attempt
     * @param patience for all of them
     */
    public static Map<String, Object> admin(
            String bootstrapServers, Map<String, String> own, Duration request, Duration patience) {
        Map<String, Object> properties = new HashMap<>(ALL);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "3000"); // less than anybody's patience
        properties.putAll(own);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) request.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        return properties;
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> together = new HashMap<>(ALL);
        together.putAll(more);
        return Map.copyOf(together);
    }
}
