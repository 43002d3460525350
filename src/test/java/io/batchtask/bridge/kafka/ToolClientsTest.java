package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

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

    @Test
    void aCommandMayWaitForABroker() {
        assertThat(clients(Map.of()).producerProperties(Map.of())).containsEntry("max.block.ms", "15000");
    }
}
