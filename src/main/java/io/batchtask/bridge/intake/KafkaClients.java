package io.batchtask.bridge.intake;

import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The Kafka clients Camel works with: consumers with a window, and on every client the user's own client settings.
 * Those are added here and not in endpoint URIs, which are logged.
 */
public final class KafkaClients implements KafkaClientFactory {
    private final String bootstrapServers;
    private final Supplier<Map<String, String>> clientSettings;
    private final Intake intake;
    private final ClientWatch watch;

    public KafkaClients(String bootstrapServers, Supplier<Map<String, String>> clientSettings, Intake intake) {
        this(bootstrapServers, clientSettings, intake, ClientWatch.NONE);
    }

    /** @param watch is told of each client */
    public KafkaClients(
            String bootstrapServers, Supplier<Map<String, String>> clientSettings, Intake intake, ClientWatch watch) {
        this.bootstrapServers = bootstrapServers;
        this.clientSettings = clientSettings;
        this.intake = intake;
        this.watch = watch;
    }

    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        return new ImpatientProducer(() -> consistent(configured(properties)), watch);
    }

    /** With the user's settings as they are now: a password in a file may have been replaced. */
    private Properties configured(Properties ours) {
        Properties all = new Properties();
        all.putAll(ours);
        all.putAll(clientSettings.get());
        return all;
    }

    /** Kafka refuses a time-out for the delivery that is shorter than one request may take. */
    private static Properties consistent(Properties all) {
        long request =
                number(all, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG) + number(all, ProducerConfig.LINGER_MS_CONFIG);
        if (number(all, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) < request) {
            all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(request));
        }
        return all;
    }

    private static long number(Properties all, String key) {
        String text = String.valueOf(all.getOrDefault(key, 0));
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0; // anything else is told by the client
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
        intake.consumers().attempted();
        WindowedConsumer consumer = new WindowedConsumer(properties, intake);
        intake.consumers().opened(consumer);
        consumer.closed = watch.made(consumer);
        return consumer;
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return bootstrapServers;
    }
}
