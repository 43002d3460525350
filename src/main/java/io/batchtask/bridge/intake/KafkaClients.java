package io.batchtask.bridge.intake;

import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/**
 * The Kafka clients Camel works with: consumers with a window, and on every client the user's own client settings.
 * Those are added here and not in endpoint URIs, which are logged.
 */
public final class KafkaClients implements KafkaClientFactory {
    private final String bootstrapServers;
    private final Supplier<Map<String, String>> clientSettings;
    private final Intake intake;

    public KafkaClients(String bootstrapServers, Supplier<Map<String, String>> clientSettings, Intake intake) {
        this.bootstrapServers = bootstrapServers;
        this.clientSettings = clientSettings;
        this.intake = intake;
    }

    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        properties.putAll(clientSettings.get());
        return new ImpatientProducer(properties);
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        Map<String, String> own = clientSettings.get();
        if ("consumer".equalsIgnoreCase(own.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            // With the new group protocol the broker decides these; the client refuses to start when they are set.
            properties.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
            properties.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
            properties.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        }
        properties.putAll(own);
        return new WindowedConsumer(properties, intake);
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return bootstrapServers;
    }
}
