package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The producer of one topic for as long as the service runs: the work is done by whichever Kafka producer is in force at
 * the time ({@link Succession}). It hands over or fails, it never waits; whoever sent a record that failed sends it
 * again.
 */
final class EnduringProducer implements Producer<Object, Object> {
    /** Kafka's close waits for the broker, for minutes if need be; what it has not taken by then is repeated anyway. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final String topic;
    private final BooleanSupplier topicIsThere;
    private final Supplier<Producer<Object, Object>> maker;
    private final ClientWatch watch;
    private final Succession succession;
    private Runnable unwatch = () -> {};
    private volatile boolean seen;

    /**
     * @param topicIsThere asked until it says yes for the first time; before that Kafka is not even asked about the topic,
     *     because asking creates it on a cluster that creates topics by itself
     * @param maker makes this one, and each that has to take its place; one whose {@code send} waits for nothing
     */
    EnduringProducer(
            String topic,
            BooleanSupplier topicIsThere,
            Supplier<Producer<Object, Object>> maker,
            ClientWatch watch,
            LongSupplier nanoTime) {
        this.topic = topic;
        this.topicIsThere = topicIsThere;
        this.maker = maker;
        this.watch = watch;
        this.succession = new Succession(this::made, nanoTime);
    }

    private Producer<Object, Object> made() {
        Producer<Object, Object> next = maker.get();
        unwatch.run();
        unwatch = watch.made(next);
        prepare(next);
        return next;
    }

    /** Has the topic's metadata fetched if the topic is there, so that the first record need not fail for want of it. */
    void prepare() {
        succession.inForce().ifPresent(this::prepare);
    }

    private void prepare(Producer<Object, Object> producer) {
        if (isThere()) {
            try {
                producer.partitionsFor(topic); // asks, and does not wait for the answer
            } catch (KafkaException | IllegalStateException notYet) {
                return; // it is known soon, or the next record says what the matter is
            }
        }
    }

    private boolean isThere() {
        if (!seen) {
            seen = topicIsThere.getAsBoolean();
        }
        return seen;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> outgoing, Callback callback) {
        if (!isThere()) {
            throw new UnknownTopicOrPartitionException("the topic " + topic + " does not exist");
        }
        Producer<Object, Object> sender = succession
                .inForce()
                .orElseThrow(() -> new KafkaException("the producer for " + topic + " is about to be replaced"));
        Callback watched = (metadata, failure) -> {
            if (failure != null) {
                succession.failed(sender, failure);
            }
            callback.onCompletion(metadata, failure);
        };
        try {
            return sender.send(outgoing, watched);
        } catch (KafkaException failure) {
            succession.failed(sender, failure);
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
        return succession.last().partitionsFor(anyTopic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return succession.last().metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return succession.last().clientInstanceId(timeout);
    }

    @Override
    public void flush() {
        succession.last().flush();
    }

    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    @Override
    public void close(Duration timeout) {
        Producer<Object, Object> last = succession.end();
        unwatch.run();
        last.close(timeout);
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
