package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolClientsTest {
    private static ToolClients clients(Map<String, String> own) {
        return new ToolClients("127.0.0.1:1", () -> own);
    }

    @Test
    void theUsersSettingsAreOnEachClient() {
        ToolClients clients = clients(Map.of("security.protocol", "SSL"));
        assertThat(clients.consumerProperties(Map.of())).containsEntry("security.protocol", "SSL");
        assertThat(clients.producerProperties(Map.of())).containsEntry("security.protocol", "SSL");
    }

    @Test
    void whatACommandRestsOnCannotBeChanged() {
        ToolClients clients = clients(Map.of(
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "true",
                "max.poll.records", "7",
                "acks", "1",
                "enable.idempotence", "false",
                "transactional.id", "mine",
                "linger.ms", "70"));
        assertThat(clients.consumerProperties(Map.of("max.poll.records", 1_000)))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("max.poll.records", 1_000);
        assertThat(clients.producerProperties(Map.of("linger.ms", 5)))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("linger.ms", 5)
                .doesNotContainKey("transactional.id");
    }

    @Test
    void aCommandIsNoMemberOfTheBridgesGroup() {
        ToolClients clients = clients(Map.of(
                "group.id", "bridge",
                "group.instance.id", "one",
                "group.protocol", "consumer",
                "group.remote.assignor", "uniform"));
        assertThat(clients.consumerProperties(Map.of()).stringPropertyNames())
                .noneMatch(name -> name.startsWith("group."));
        assertThat(clients.consumerProperties(Map.of("group.id", "its own"))).containsEntry("group.id", "its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.timeout.ms=30000",
                "session.timeout.ms=3000",
                "request.timeout.ms=10000 delivery.timeout.ms=10000",
                "linger.ms=5000 request.timeout.ms=30000"
            })
    void theUsersTimesSuitOurs(String settings) {
        Map<String, String> own = Stream.of(settings.split(" "))
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        Producer<byte[], byte[]> producer = clients(own).producer(Map.of("linger.ms", 5));
        producer.close(Duration.ZERO);
    }

    @Test
    void itsClientsAreNotTheServices() {
        ToolClients clients = clients(Map.of("client.id", "bridge"));
        assertThat(List.of(
                        clients.consumerProperties(Map.of()).get("client.id"),
                        clients.producerProperties(Map.of()).get("client.id"),
                        clients.consumerProperties(Map.of("client.id", "ours")).get("client.id")))
                .containsExactly("bridge-command-1", "bridge-command-2", "ours");
    }

    @Test
    void aCommandMayWaitForABroker() {
        assertThat(clients(Map.of()).producerProperties(Map.of())).containsEntry("max.block.ms", "15000");
    }
}
