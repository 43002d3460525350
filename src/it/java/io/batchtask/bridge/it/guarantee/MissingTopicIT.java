package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** A topic to write to does not exist yet (the broker creates none by itself). */
@Execution(CONCURRENT)
class MissingTopicIT {
    private static final int PARTITIONS = 3;
    private static final int EACH = 400;

    @Test
    @Guarantee("the info or the dead-letter topic is missing")
    void withoutADeadLetterTopicEventsGoOnAndTheOffsetWaitsForTheLetters() {
        untilTheTopicIsThere(world -> world.deadLetter, world -> world.info);
    }

    @Test
    @Guarantee("the info or the dead-letter topic is missing")
    void withoutAnInfoTopicDeadLettersGoOnAndTheOffsetWaitsForTheEvents() {
        untilTheTopicIsThere(world -> world.info, world -> world.deadLetter);
    }

    private interface Topic {
        String of(World world);
    }

    private static void untilTheTopicIsThere(Topic missing, Topic other) {
        try (World world = World.create(PARTITIONS)) {
            world.broker.deleteTopic(missing.of(world));
            for (int i = 1; i <= EACH; i++) {
                world.send(null, "no number " + i);
                world.send(null, String.valueOf(i));
            }
            world.flush();
            Instance instance = Instance.start(world);
            instance.awaitSaid("publishing failed, it is repeated; origin=");
            try (Tail tail = world.tail(other.of(world))) {
                instance.await("all that can go on", Timeouts.LONG, () -> tail.size() == EACH);
            }
            assertThat(world.lag()).as("lag").isGreaterThan(EACH);

            world.broker.createTopic(missing.of(world), PARTITIONS);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.deadLetters()).isEqualTo(EACH);
            assertThat(books.repeats()).isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee("the broker is not there at the start")
    void topicsAreCreatedOnceTheBrokerIsThere() {
        try (World world = World.withOwnBroker(1, Map.of())
                .set("kafka.client.default.api.timeout.ms", 2_000)
                .set("kafka.client.request.timeout.ms", 2_000)
                .set("topics.create", true)
                .set("topics.ids", "late.ids")
                .set("topics.info", "late.info")
                .set("topics.dead-letter", "late.dlq")) {
            world.broker.stop();
            Program bridge = world.program("run");
            bridge.awaitLine("topics cannot be created yet, it is tried again; reason=");
            bridge.awaitLine("management port open");

            world.broker.restart();
            bridge.awaitLine("started; ");
            assertThat(world.end("late.ids") + world.end("late.info") + world.end("late.dlq"))
                    .isZero();
            assertThat(bridge.stop()).isZero();
        }
    }
}
