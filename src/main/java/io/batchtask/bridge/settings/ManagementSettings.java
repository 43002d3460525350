package io.batchtask.bridge.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The management port. */
public interface ManagementSettings {
    @Doc("address health, metrics and the status page are served at; any but a loopback address needs a token")
    @WithDefault("127.0.0.1")
    String host();

    @Doc("port health, metrics and the status page are served at; 0 picks a free one, which is logged")
    @Range(min = 0, max = 65_535)
    @WithDefault("9876")
    int port();

    @Doc("asked for with everything but the health, as Authorization: Bearer or as the password of Basic;"
            + " at least 16 characters")
    Optional<Secret> token();

    @Doc("time a partition's commit point may stand still with requests in hand before the service is not ready")
    @AtLeast("1s")
    @WithDefault("15m")
    Duration stuckAfter();

    @Doc("which of the Kafka clients' own metrics are shown: those that tell a trouble, or every one")
    @WithDefault("essential")
    KafkaMetrics kafkaMetrics();
}
