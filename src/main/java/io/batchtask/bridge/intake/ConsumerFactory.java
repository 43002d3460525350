package io.batchtask.bridge.intake;

import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** Makes the consumers Camel polls, each with a window per partition. Safe from any thread. */
public final class ConsumerFactory {
    private final IntakeLimits limits;
    private final OpenWindows windows;
    private final ConsumerReports reports;
    private final ClusterFacts cluster;
    private final Fencing fencing;

    ConsumerFactory(
            IntakeLimits limits, OpenWindows windows, ConsumerReports reports, ClusterFacts cluster, Fencing fencing) {
        this.limits = limits;
        this.windows = windows;
        this.reports = reports;
        this.cluster = cluster;
        this.fencing = fencing;
    }

    /**
     * @param properties the client's settings
     * @param made called with the new consumer; what it returns is run when that consumer is closed
     * @throws KafkaException if it cannot be made
     */
    public Consumer<byte[], byte[]> create(Properties properties, Function<Consumer<?, ?>, Runnable> made) {
        reports.attempted();
        WindowedConsumer consumer = new WindowedConsumer(properties, limits, windows, reports, cluster, fencing);
        reports.outOfTrouble(this);
        reports.opened(consumer);
        consumer.onClose(made.apply(consumer));
        return consumer;
    }

    /** Health shows that reason until a consumer can be made. */
    public void failed(KafkaException reason) {
        reports.cannotRead(this, reason);
    }
}
