package io.batchtask.bridge.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current producer of a topic. Some failures a Kafka producer does not recover from: refused by the broker while it
 * asks for its producer id, it never asks again, takes records and sends none of them, with its thread spinning
 * (kafka-clients 3.9.2); after a fatal error it refuses everything. Then another takes its place, made from the
 * settings as they are by then. Nothing is lost by that: what the old one had not delivered fails with it, and the
 * sender repeats it.
 */
final class ReplaceableProducer {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceableProducer.class);

    /** Wrong credentials break the successor as well: there is not one for each record that fails meanwhile. */
    static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);

    private final Supplier<Producer<Object, Object>> maker;
    private final LongSupplier nanoTime;
    private Producer<Object, Object> current; // null: none was wanted so far
    private boolean broken;
    private boolean closed;
    private long notBefore;

    /** @param maker makes the first one, when it is wanted, and each that has to take another's place */
    ReplaceableProducer(Supplier<Producer<Object, Object>> maker, LongSupplier nanoTime) {
        this.maker = maker;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /**
     * The producer to send by; empty while a broken one cannot be replaced yet.
     *
     * @throws RuntimeException if one cannot be made; then none is for a while
     */
    Optional<Producer<Object, Object>> current() {
        Producer<Object, Object> old;
        synchronized (this) {
            if (current == null && !closed) {
                if (nanoTime.getAsLong() - notBefore < 0) {
                    return Optional.empty();
                }
                current = first();
            }
            if (!broken || closed) {
                return Optional.ofNullable(current);
            }
            if (nanoTime.getAsLong() - notBefore < 0) {
                return Optional.empty();
            }
            notBefore = nanoTime.getAsLong() + AT_MOST_EVERY.toNanos();
            old = current;
            current = maker.get();
            broken = false;
        }
        old.close(Duration.ZERO); // without the lock: what it had not delivered fails now, on its own thread
        LOG.warn("a Kafka producer that does not recover by itself has been replaced");
        return current();
    }

    private Producer<Object, Object> first() {
        try {
            return maker.get();
        } catch (RuntimeException notYet) { // no broker's name can be resolved, say
            notBefore = nanoTime.getAsLong() + AT_MOST_EVERY.toNanos();
            throw notYet;
        }
    }

    /** The latest, broken or not; empty before the first. */
    synchronized Optional<Producer<Object, Object>> last() {
        return Optional.ofNullable(current);
    }

    /** A record that was sent by that one has failed. */
    synchronized void failed(Producer<Object, Object> sender, Exception failure) {
        broken |= sender == current && isBeyondRecovery(failure);
    }

    /** A plain {@link KafkaException}, of no class of its own, is what a producer in a fatal state throws. */
    private static boolean isBeyondRecovery(Exception failure) {
        return failure instanceof AuthenticationException || failure.getClass() == KafkaException.class;
    }

    /** @return the last one, which the caller closes; it has no successor */
    synchronized Optional<Producer<Object, Object>> end() {
        closed = true;
        return last();
    }
}
