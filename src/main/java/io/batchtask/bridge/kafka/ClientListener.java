package io.batchtask.bridge.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Notified of each Kafka client that is made; what it returns is run when that client is closed. */
public interface ClientListener {
    /** Does nothing. */
    ClientListener NONE = new ClientListener() {
        @Override
        public Runnable made(Consumer<?, ?> consumer) {
            return () -> {};
        }

        @Override
        public Runnable made(Producer<?, ?> producer) {
            return () -> {};
        }
    };

    Runnable made(Consumer<?, ?> consumer);

    Runnable made(Producer<?, ?> producer);
}
