package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which letters are meant. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayFiltersIT {
    private static final int LETTERS = 60;

    private World world;
    private DeadLetterBox box;
    private BitSet letters;

    @BeforeAll
    void start() {
        world = World.create();
        box = new DeadLetterBox(world);
        letters = box.fill(LETTERS);
    }

    @AfterAll
    void stop() {
        box.close();
        world.close();
    }

    /** The options, and which tasks' letters they mean. */
    static Stream<Arguments> filters() {
        return Stream.of(
                meant("--class poison", task -> task % 3 == 1),
                meant("--class poison --class contract", task -> task % 3 != 0),
                meant("--code SoSentryException", task -> task % 3 == 0),
                meant("--code http-500,not-xml", task -> task % 3 != 0),
                meant("--class poison --code SoSentryException", task -> false),
                meant("--task 7 --task 8,9", task -> task >= 7 && task <= 9),
                meant("--task 7,8 --class poison", task -> task == 7),
                meant("--key key-0-1", task -> task % 2 == 1 && task / 7 == 1 && task % 10 != 9),
                meant("--since 2025-03-03T08:00:10Z", task -> task >= 10),
                meant("--until 2025-03-03T08:00:10Z", task -> task < 10),
                meant(
                        "--since 2025-03-03T09:00:10+01:00 --until 2025-03-03T08:00:20Z",
                        task -> task >= 10 && task < 20),
                meant("--since 1m", task -> false),
                meant("--until 1m", task -> true));
    }

    private static Arguments meant(String options, IntPredicate tasks) {
        return Arguments.of(options, tasks);
    }

    /** All of them, each time: into a topic of its own. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void onlyWhatPassesIsSent(String options, IntPredicate meant) {
        String target = world.ids + "." + options.hashCode();
        world.createTopics(1, target);

        CommandRun run = Replaying.run(
                world,
                Stream.concat(Stream.of(options.split(" ")), Stream.of("--again", "--to", target))
                        .toArray(String[]::new));

        assertThat(run.exit()).as(run.text()).isZero();
        assertThat(Returned.all(world, target))
                .extracting(letter -> Integer.parseInt(Tail.text(letter.value())))
                .containsExactlyInAnyOrderElementsOf(
                        letters.stream().filter(meant).boxed().toList());
    }

    @Test
    void aTaskIsFoundInWhateverFormItWasAskedFor() {
        try (World other = World.create(1);
                DeadLetterBox requests = new DeadLetterBox(other)) {
            List<String> asked = List.of(
                    "4711",
                    " 4711\n",
                    "{\"batchTaskId\":4711}",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"id\":4711}}");
            asked.forEach(value -> requests.put(0, null, value, DeadLetterBox.failure(0)));
            requests.put(0, null, "47110", DeadLetterBox.failure(0));
            requests.put(0, null, "no task", DeadLetterBox.failure(0));
            requests.flush();

            CommandRun run = Replaying.run(other, "--task", "4711");

            assertThat(run.exit()).as(run.text()).isZero();
            assertThat(Returned.all(other, other.ids))
                    .extracting(letter -> Tail.text(letter.value()))
                    .containsExactlyElementsOf(asked);
        }
    }
}
