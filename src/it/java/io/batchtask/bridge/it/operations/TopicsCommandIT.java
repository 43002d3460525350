package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** The commands of the documents that create the topics, carried out on a broker, but for the number of replicas. */
class TopicsCommandIT {
    private static final List<String> NAMES =
            List.of("superoffice.batchtask.ids", "superoffice.batchtask.info", "superoffice.batchtask.ids.dlq");

    private static List<NewTopic> shown() {
        return new Readme()
                .sample("topics")
                .replace("\\\n", "")
                .lines()
                .map(TopicsCommandIT::topic)
                .toList();
    }

    private static NewTopic topic(String command) {
        Map<String, String> configs = new HashMap<>();
        Pattern.compile("--config ([a-z.]+)=(\\S+)")
                .matcher(command)
                .results()
                .forEach(config -> configs.put(config.group(1), config.group(2)));
        assertThat(command.replaceAll("--config \\S+", "")
                        .replaceAll("--(topic|partitions|replication-factor) \\S+", "")
                        .split(" +"))
                .containsExactly("kafka-topics.sh", "--bootstrap-server", "kafka.example.com:9092", "--create");
        int replicas = Integer.parseInt(word("replication-factor", command));
        assertThat(Integer.parseInt(configs.get("min.insync.replicas"))).isBetween(2, replicas - 1);
        configs.put("min.insync.replicas", "1");
        return new NewTopic(word("topic", command), Integer.parseInt(word("partitions", command)), (short) 1)
                .configs(configs);
    }

    private static String word(String option, String command) {
        var found = Pattern.compile("--" + option + " (\\S+)").matcher(command);
        assertThat(found.find()).as(option).isTrue();
        return found.group(1);
    }

    @Test
    void theTopicsTheyCreateAreThoseTheBridgeNeeds() throws Exception {
        try (World world = World.withOwnBroker(1, Map.of())) {
            world.broker.createTopics(shown());
            world.unset("topics.ids").unset("topics.info").unset("topics.dead-letter");
            CommandRun check = CommandRun.of(world, "check");

            assertThat(check.exit()).as(check.text()).isZero();
            assertThat(check.text()).contains("ok    topics: " + String.join(", ", NAMES));
            for (String name : NAMES) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
                Config config = world.admin
                        .describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource);
                assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
                assertThat(config.get("retention.ms").isDefault()).as(name).isFalse();
            }
        }
    }
}
