package io.batchtask.bridge.metrics;

import io.batchtask.bridge.kafka.ClientListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Kafka's own metrics of each client, for as long as the client is open. */
public final class ClientMeters implements ClientListener {
    private final MeterRegistry meters;

    public ClientMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public Runnable made(Consumer<?, ?> consumer) {
        return bind(new KafkaClientMetrics(consumer));
    }

    @Override
    public Runnable made(Producer<?, ?> producer) {
        return bind(new KafkaClientMetrics(producer));
    }

    /** Each has a thread of its own for its refreshing: on a shared one that would outlive the client. */
    private Runnable bind(KafkaClientMetrics metrics) {
        metrics.bindTo(meters);
        return metrics::close;
    }
}
