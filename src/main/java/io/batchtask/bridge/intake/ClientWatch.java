package io.batchtask.bridge.intake;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Is told of each Kafka client that is made; what it returns is run when that client is closed. */
public interface ClientWatch {
    /** Watches nothing. */
    ClientWatch NONE = new ClientWatch() {
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
