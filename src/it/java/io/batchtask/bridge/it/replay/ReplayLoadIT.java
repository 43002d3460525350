package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Very many letters, and slowly. */
@Isolated("it measures how fast it is")
class ReplayLoadIT {
    private static final int MILLION = 1_000_000;

    /** Letters a second; a machine that is free for it does several times as many. */
    private static final int SLOWEST = 5_000;

    private static final int RATE = 200;

    @Test
    void aMillionLettersGoBackQuicklyInLittleMemory() {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world);
                Returned returned = new Returned(world)) {
            BitSet letters = box.fill(MILLION);
            long began = System.nanoTime();
            Program replay =
                    new Program(world.process(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"), "replay", "--yes"));

            assertThat(replay.process().waitFor(Duration.ofSeconds(MILLION / SLOWEST)))
                    .as(replay.text())
                    .isZero();
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("replay: %,d letters in %.1f s, %,.0f a second%n", MILLION, seconds, MILLION / seconds);
            returned.areExactly(letters);
        }
    }

    /** By the time stamps of what came back. A transaction is of a second at most, and all in it comes at its end. */
    @Test
    void aRateIsKept() {
        try (World world = World.create();
                DeadLetterBox box = new DeadLetterBox(world)) {
            int letters = 6 * RATE;
            box.fill(letters);

            CommandRun run = Replaying.run(world, "--rate", String.valueOf(RATE));

            assertThat(run.exit()).as(run.text()).isZero();
            long[] times = Returned.all(world, world.ids).stream()
                    .mapToLong(ConsumerRecord::timestamp)
                    .sorted()
                    .toArray();
            assertThat(times).hasSize(letters);
            for (int first = 0; first + 2 * RATE < letters; first++) {
                assertThat(times[first + 2 * RATE] - times[first])
                        .as("milliseconds in which two seconds' letters came")
                        .isGreaterThan(900);
            }
            assertThat(times[letters - 1] - times[0])
                    .as("milliseconds from the first to the last")
                    .isBetween(4_500L, 12_000L);
        }
    }
}
