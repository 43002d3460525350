package io.batchtask.bridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaMeterFilterTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    KafkaMeterFilterTest() {
        meters.config().meterFilter(new KafkaMeterFilter());
    }

    private boolean isShown(String name) {
        meters.counter(name).increment();
        return meters.find(name).counter() != null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.consumer.last.poll.seconds.ago",
                "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
                "kafka.consumer.connection.count",
                "kafka.producer.connection.count",
                "kafka.producer.record.error.total",
                "batchtask.ready",
                "jvm.gc.pause"
            })
    void whatTellsATroubleIsShown(String name) {
        assertThat(isShown(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.consumer.node.request.rate",
                "kafka.consumer.record.error.total",
                "kafka.producer.record.error.rate",
                "kafka.app.info.start.time.ms"
            })
    void theRestIsNot(String name) {
        assertThat(isShown(name)).isFalse();
    }

    @Test
    void namesOfOnePartAreNoTrouble() {
        assertThat(isShown("kafka.consumer")).isFalse();
    }
}
