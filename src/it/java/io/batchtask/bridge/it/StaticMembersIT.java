package io.batchtask.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One name for the process, and a member of its own for each of its consumers. */
class StaticMembersIT {
    @Test
    void severalConsumersOfOneNamedProcessDoNotThrowEachOtherOut() {
        try (World world = World.create().set("kafka.consumers", 3).set("kafka.client.group.instance.id", "pod-0")) {
            var service = world.service();
            Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(members(world))
                    .extracting(member -> member.groupInstanceId().orElse("dynamic"))
                    .containsExactlyInAnyOrder("pod-0", "pod-0.2", "pod-0.3"));
            for (int id = 1; id <= 30; id++) {
                world.send(null, String.valueOf(id));
            }
            world.tail(world.info).await(30);
            world.closeTheBooks(service);
            assertThat(members(world))
                    .as("each still has a partition")
                    .allMatch(member -> member.assignment().topicPartitions().size() == 1);
        }
    }

    private static List<MemberDescription> members(World world) {
        try (Admin admin = world.broker.admin()) {
            return List.copyOf(admin.describeConsumerGroups(List.of(world.group))
                    .all()
                    .get()
                    .get(world.group)
                    .members());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
