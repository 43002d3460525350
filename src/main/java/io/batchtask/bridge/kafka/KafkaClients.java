package io.batchtask.bridge.kafka;

import io.batchtask.bridge.intake.ConsumerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * The Kafka clients Camel works with: consumers with a window, and on every client the user's own client settings.
 * Those are added here and not in endpoint URIs, which are logged.
 */
public final class KafkaClients implements KafkaClientFactory {
    /** Names, among the properties Camel hands over, the topic a producer is for. */
    public static final String TOPIC = "batchtask.topic";

    private final String bootstrapServers;
    private final Supplier<Map<String, String>> clientSettings;
    private final ConsumerFactory consumers;
    private final Duration drain;
    private final Function<String, Optional<KafkaException>> obstacle;
    private final ClientListener listener;
    private final List<FailFastProducer> producers = new CopyOnWriteArrayList<>();

    /**
     * @param consumers makes the consumers
     * @param drain longest wait for calls in flight when partitions are given back
     * @param obstacle why a topic cannot be written to, as far as is known; no producer is made while there is one
     * @param listener is notified of each client
     */
    public KafkaClients(
            String bootstrapServers,
            Supplier<Map<String, String>> clientSettings,
            ConsumerFactory consumers,
            Duration drain,
            Function<String, Optional<KafkaException>> obstacle,
            ClientListener listener) {
        this.bootstrapServers = bootstrapServers;
        this.clientSettings = clientSettings;
        this.consumers = consumers;
        this.drain = drain;
        this.obstacle = obstacle;
        this.listener = listener;
    }

    /** Fetches the metadata of the topics that exist by now, before the first record is sent to one of them. */
    public void prepare() {
        producers.forEach(FailFastProducer::prepare);
    }

    /** @param properties with the {@link #TOPIC} the producer is for */
    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        String topic = String.valueOf(properties.remove(TOPIC));
        FailFastProducer producer = new FailFastProducer(
                topic,
                () -> obstacle.apply(topic),
                () -> new KafkaProducer<>(configured(properties)),
                listener,
                System::nanoTime);
        producers.add(producer);
        return producer;
    }

    /** With the user's settings as they are now: a password in a file may have been replaced. */
    Properties configured(Properties ours) {
        return ClientDefaults.producer(ours, clientSettings.get(), drain);
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        ClientDefaults.consumer(properties, clientSettings.get());
        try {
            return consumers.create(properties, listener::made);
        } catch (KafkaException failed) { // Camel tries again every five seconds, and logs each failure in full
            if (ClientCheck.isUnresolved(failed)) { // which ClusterWatch reports
                throw new NotYet(ClientCheck.explain(failed));
            }
            consumers.failed(failed);
            throw failed;
        }
    }

    /** No consumer can be made at present. */
    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYet(String reason) {
            super(reason, null, false, false);
        }
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return bootstrapServers;
    }
}
