package io.batchtask.bridge.kafka;

import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.WindowedConsumer;
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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
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
    private final Intake intake;
    private final Function<String, Optional<KafkaException>> obstacle;
    private final ClientListener watch;
    private final List<FailFastProducer> producers = new CopyOnWriteArrayList<>();

    public KafkaClients(String bootstrapServers, Supplier<Map<String, String>> clientSettings, Intake intake) {
        this(bootstrapServers, clientSettings, intake, topic -> Optional.empty(), ClientListener.NONE);
    }

    /**
     * @param obstacle why a topic cannot be written to, as far as is known; no producer is made while there is one
     * @param watch is told of each client
     */
    public KafkaClients(
            String bootstrapServers,
            Supplier<Map<String, String>> clientSettings,
            Intake intake,
            Function<String, Optional<KafkaException>> obstacle,
            ClientListener watch) {
        this.bootstrapServers = bootstrapServers;
        this.clientSettings = clientSettings;
        this.intake = intake;
        this.obstacle = obstacle;
        this.watch = watch;
    }

    /** Has Kafka told about the topics that are there by now: before the first record is sent to one of them. */
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
                watch,
                System::nanoTime);
        producers.add(producer);
        return producer;
    }

    /** With the user's settings as they are now: a password in a file may have been replaced. */
    public Properties configured(Properties ours) {
        return producer(ours, clientSettings.get(), intake.limits().drain());
    }

    /** @param drain as the windows reckon with */
    static Properties producer(Properties ours, Map<String, String> own, Duration drain) {
        DeliveryTimeout delivery = DeliveryTimeout.of(own, drain);
        Properties all = new Properties();
        all.putAll(ours);
        all.putAll(ClientDefaults.PRODUCER);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(delivery.request()));
        all.putAll(own);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(delivery.timeout()));
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0"); // no worker waits: what is refused comes again by itself
        return all;
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        consumer(properties, clientSettings.get());
        intake.consumers().attempted();
        WindowedConsumer consumer = made(properties);
        intake.consumers().opened(consumer);
        consumer.closed = watch.made(consumer);
        return consumer;
    }

    /** Our defaults and the user's settings, added to those properties. */
    static void consumer(Properties properties, Map<String, String> own) {
        if ("consumer".equalsIgnoreCase(own.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            // With the new group protocol the broker decides these; the client refuses to start when they are set.
            properties.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
            properties.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
            properties.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
        }
        properties.putAll(ClientDefaults.CONSUMER);
        properties.putAll(own);
    }

    /** Camel tries again every five seconds, and logs each failure with all there is. */
    private WindowedConsumer made(Properties properties) {
        try {
            WindowedConsumer consumer = new WindowedConsumer(properties, intake);
            intake.consumers().outOfTrouble(this);
            return consumer;
        } catch (KafkaException failed) {
            if (ClientCheck.isUnresolved(failed)) { // which the watch on the cluster tells
                throw new NotYet(ClientCheck.explain(failed));
            }
            intake.cannotRead(this, failed);
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
