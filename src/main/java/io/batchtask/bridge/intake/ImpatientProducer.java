package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A producer that wastes nobody's time, and has a {@link Succession}. Kafka's own holds the sending thread for as long as the topic is unknown or the
 * buffer is full; while every thread waits for a topic that is not there, nothing else goes on either. Here a few find
 * out, and for a moment all others are refused at once; whoever is refused comes again by itself.
 */
final class ImpatientProducer extends KafkaProducer<Object, Object> {
    /** Kafka's close waits for the broker, for minutes if need be; what it has not taken by then is repeated anyway. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private static final long HELD_NANOS = Duration.ofMillis(200).toNanos();
    private static final long REFUSE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long NEVER = 0;

    private final AtomicLong refusedUntil = new AtomicLong(NEVER);

    private final ClientWatch watch;
    private final Succession succession;
    private Runnable unwatch;

    /** @param properties as they are at the time: for this one, and for each that has to take its place */
    ImpatientProducer(Supplier<Properties> properties, ClientWatch watch) {
        super(properties.get());
        this.watch = watch;
        this.unwatch = watch.made(this);
        this.succession = new Succession(this, () -> successor(properties.get()), System::nanoTime);
    }

    private Producer<Object, Object> successor(Properties properties) {
        Producer<Object, Object> next = new KafkaProducer<>(properties);
        unwatch.run();
        unwatch = watch.made(next);
        return next;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> outgoing, Callback callback) {
        long now = System.nanoTime();
        long until = refusedUntil.get();
        if (until != NEVER && (now - until < 0 || !refusedUntil.compareAndSet(until, now + REFUSE_NANOS))) {
            return refuse(outgoing.topic(), callback);
        }
        Future<RecordMetadata> sent = sendByWhoeverIsInForce(outgoing, callback);
        long after = System.nanoTime();
        boolean held = after - now >= HELD_NANOS && sent.isDone();
        if (held || until != NEVER) {
            refusedUntil.set(held ? after + REFUSE_NANOS : NEVER);
        }
        return sent;
    }

    private Future<RecordMetadata> sendByWhoeverIsInForce(ProducerRecord<Object, Object> outgoing, Callback callback) {
        Optional<Producer<Object, Object>> inForce = succession.inForce();
        if (inForce.isEmpty()) {
            return refuse(outgoing.topic(), callback);
        }
        Producer<Object, Object> sender = inForce.get();
        Callback watched = (metadata, failure) -> {
            if (failure != null) {
                succession.failed(sender, failure);
            }
            callback.onCompletion(metadata, failure);
        };
        try {
            return sender == this ? super.send(outgoing, watched) : sender.send(outgoing, watched);
        } catch (KafkaException failure) {
            succession.failed(sender, failure);
            throw failure;
        }
    }

    private static Future<RecordMetadata> refuse(String topic, Callback callback) {
        TimeoutException refused = new TimeoutException(topic + " took no records a moment ago");
        int unknown = RecordMetadata.UNKNOWN_PARTITION;
        callback.onCompletion(new RecordMetadata(new TopicPartition(topic, unknown), -1, 0, -1, -1, -1), refused);
        return CompletableFuture.failedFuture(refused);
    }

    @Override
    public void close() {
        Producer<Object, Object> last = succession.end();
        unwatch.run();
        if (last == this) {
            super.close(CLOSE_WITHIN);
        } else {
            last.close(CLOSE_WITHIN);
        }
    }
}
