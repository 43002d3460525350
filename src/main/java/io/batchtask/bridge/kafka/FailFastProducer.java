package io.batchtask.bridge.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer of one topic for as long as the service runs; the work is done by the current Kafka producer
 * ({@link ReplaceableProducer}). It hands a record over or fails, it never waits; the sender repeats a record that
 * failed.
 */
final class FailFastProducer implements Producer<Object, Object> {
    /** Kafka's close waits for the broker, for minutes if need be; what it has not taken by then is repeated anyway. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(FailFastProducer.class);

    private final String topic;
    private final Supplier<Optional<KafkaException>> obstacle;
    private final Supplier<Producer<Object, Object>> maker;
    private final ClientListener clients;
    private final ReplaceableProducer replaceable;
    private Runnable onClosed = () -> {};
    private volatile boolean free;

    /**
     * @param obstacle why the topic cannot be written to, as far as is known; asked until there is none for the first
     *     time. Before that no producer is made: asking about a topic creates it on a cluster that creates topics by
     *     itself, and a producer that was refused at first never recovers. Asked again when the topic is not known to
     *     the producer, which does not wait for the reason
     * @param maker makes this one, and each that has to take its place; one whose {@code send} waits for nothing
     */
    FailFastProducer(
            String topic,
            Supplier<Optional<KafkaException>> obstacle,
            Supplier<Producer<Object, Object>> maker,
            ClientListener clients,
            LongSupplier nanoTime) {
        this.topic = topic;
        this.obstacle = obstacle;
        this.maker = maker;
        this.clients = clients;
        this.replaceable = new ReplaceableProducer(this::made, nanoTime);
        prepare();
    }

    private Producer<Object, Object> made() {
        Producer<Object, Object> next = maker.get();
        onClosed.run();
        onClosed = clients.made(next);
        askAbout(next);
        return next;
    }

    /**
     * Has the topic's metadata fetched if the topic is there, so that the first record need not fail for want of it.
     */
    void prepare() {
        if (obstacle().isEmpty() && replaceable.last().isEmpty()) {
            try {
                replaceable.current();
            } catch (KafkaException notYet) { // the first record tries again
                LOG.warn(
                        "no producer can be made, it is tried again; topic={} reason={}",
                        topic,
                        ClientCheck.explain(notYet));
            }
        }
    }

    private void askAbout(Producer<Object, Object> producer) {
        try {
            producer.partitionsFor(topic); // asks, and does not wait for the answer
        } catch (KafkaException | IllegalStateException notYet) {
            return; // it is known soon, or the next record fails with the reason
        }
    }

    private Optional<KafkaException> obstacle() {
        Optional<KafkaException> now = free ? Optional.empty() : obstacle.get();
        free = now.isEmpty();
        return now;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> outgoing, Callback callback) {
        Optional<KafkaException> first = obstacle();
        if (first.isPresent()) {
            throw first.get();
        }
        Producer<Object, Object> sender = replaceable
                .current()
                .orElseThrow(
                        () -> new KafkaException("the producer for " + topic + " is about to be made, or replaced"));
        Callback watched = (metadata, failure) -> {
            if (failure != null) {
                replaceable.failed(sender, failure);
            }
            callback.onCompletion(metadata, failure);
        };
        try {
            return sender.send(outgoing, watched);
        } catch (TimeoutException notKnown) {
            throw obstacle.get().orElse(notKnown);
        } catch (KafkaException failure) {
            replaceable.failed(sender, failure);
            throw failure;
        } catch (Error broken) { // which Camel would log and forget, the record with it
            throw new IllegalStateException("the producer for " + topic + " broke", broken);
        }
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> outgoing) {
        return send(outgoing, (metadata, failure) -> {});
    }

    @Override
    public List<PartitionInfo> partitionsFor(String anyTopic) {
        return replaceable.last().map(last -> last.partitionsFor(anyTopic)).orElse(List.of());
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return replaceable
                .last()
                .<Map<MetricName, ? extends Metric>>map(Producer::metrics)
                .orElse(Map.of());
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return replaceable.last().map(last -> last.clientInstanceId(timeout)).orElseThrow(IllegalStateException::new);
    }

    @Override
    public void flush() {
        replaceable.last().ifPresent(Producer::flush);
    }

    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    @Override
    public void close(Duration timeout) {
        Optional<Producer<Object, Object>> last = replaceable.end();
        onClosed.run();
        last.ifPresent(producer -> producer.close(timeout));
    }

    @Override
    public void initTransactions() {
        throw noTransactions();
    }

    @Override
    public void beginTransaction() {
        throw noTransactions();
    }

    @Override
    @Deprecated
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, String group) {
        throw noTransactions();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        throw noTransactions();
    }

    @Override
    public void commitTransaction() {
        throw noTransactions();
    }

    @Override
    public void abortTransaction() {
        throw noTransactions();
    }

    private static UnsupportedOperationException noTransactions() {
        return new UnsupportedOperationException("at least once needs no transactions");
    }
}
