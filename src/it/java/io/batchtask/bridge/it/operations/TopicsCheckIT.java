package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.LogLines;
import io.batchtask.bridge.it.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code check} says about topics; what it says about rights is tested with a broker that knows some. */
@ResourceLock(LogLines.LOCK)
class TopicsCheckIT {
    @Test
    void everyTopicThatIsMissingIsNamedAtOnceAndWhatWouldBeCreated() throws Exception {
        try (World world = World.create()) {
            world.set("topics.ids", "no.ids").set("topics.dead-letter", "no.dlq");
            CommandRun missing = CommandRun.of(world, "check");
            assertThat(missing.exit()).isEqualTo(1);
            assertThat(missing.lines())
                    .contains("FAIL  topics: no.ids, no.dlq are missing, or may not be seen; create them, grant the"
                            + " right, or set batchtask.topics.create");

            world.set("topics.create", true).set("topics.partitions", 5);
            CommandRun would = CommandRun.of(world, "check");
            assertThat(would.exit()).as(would.text()).isZero();
            assertThat(would.lines())
                    .contains("ok    topics: no.ids, " + world.info + ", no.dlq; run would create no.ids, no.dlq"
                            + " (partitions: 5, replication factor: the broker's default)");

            world.set("topics.replication-factor", 3); // there is one broker
            assertThat(CommandRun.of(world, "check").lines()).anySatisfy(line -> assertThat(line)
                    .startsWith("FAIL  topics: no.ids is missing, and could not be created: ")
                    .contains("replicat", "; no.dlq is missing, and could not be created: "));
            assertThat(world.admin.listTopics().names().get()).doesNotContain("no.ids", "no.dlq");
        }
    }
}
