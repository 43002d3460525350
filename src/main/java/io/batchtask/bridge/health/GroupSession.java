package io.batchtask.bridge.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * How long the brokers wait for a member of a group that has gone silent, where they decide it (KIP-848). The shortest
 * they allow a group counts: a group may have its own, which this client cannot ask for.
 */
final class GroupSession {
    private static final List<String> KEYS =
            List.of("group.consumer.session.timeout.ms", "group.consumer.min.session.timeout.ms");

    private GroupSession() {}

    /**
     * Asks one broker. The listener is not called when that is refused (it takes DescribeConfigs on the cluster) or
     * unknown.
     */
    static void ask(Admin admin, Consumer<Duration> listener) {
        admin.describeCluster()
                .nodes()
                .toCompletionStage()
                .thenCompose(nodes -> {
                    ConfigResource broker = new ConfigResource(
                            ConfigResource.Type.BROKER, nodes.iterator().next().idString());
                    return admin.describeConfigs(List.of(broker))
                            .values()
                            .get(broker)
                            .toCompletionStage();
                })
                .thenAccept(config -> shortest(config).ifPresent(listener));
    }

    private static Optional<Duration> shortest(Config config) {
        return KEYS.stream()
                .flatMap(key -> Stream.ofNullable(config.get(key)))
                .map(ConfigEntry::value)
                .filter(value -> value != null && value.matches("\\d{1,9}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value)))
                .min(Duration::compareTo);
    }
}
