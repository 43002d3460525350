package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.World;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One at a time, for each dead-letter topic. */
class ReplayConcurrencyIT {
    private static final int TERMINATED = 143;

    private final World world = World.create();
    private final DeadLetterBox box = new DeadLetterBox(world);
    private final Returned returned = new Returned(world);

    @AfterEach
    void close() {
        returned.close();
        box.close();
        world.close();
    }

    @Test
    @Guarantee("`replay` is killed (SIGKILL), run again, run twice at once")
    void aSecondOneIsRefusedWhileTheFirstIsAtWork() {
        BitSet letters = box.fill(10_000);
        Replaying first = Replaying.start(world, "--rate", "100").awaitSent(50);

        CommandRun second = Replaying.run(world);

        assertThat(second.exit()).as(second.text()).isEqualTo(1);
        assertThat(second.text())
                .contains("another replay may be running")
                .contains("another replay of " + world.deadLetter + " is running");
        assertThat(first.program().stop()).as(first.program().text()).isEqualTo(TERMINATED);
        assertThat(Replaying.run(world).exit()).isZero();
        returned.areExactly(letters);
    }

    /** Its place in the group is lost by then, so it cannot know. */
    @Test
    void oneThatStoodStillUntilALaterOneBeganSendsNothingMore() {
        BitSet letters = box.fill(4_000);
        Replaying frozen = Replaying.start(world, "--rate", "500").awaitSent(300);
        frozen.jvm().freeze();
        Replaying later = Replaying.start(world, "--rate", "1000").awaitSent(300);
        frozen.jvm().thaw();

        assertThat(frozen.program().exit()).as(frozen.program().text()).isEqualTo(1);
        assertThat(frozen.program().text()).contains("a later replay has taken over");
        assertThat(later.program().exit()).as(later.program().text()).isZero();
        returned.areExactly(letters);
    }

    @Test
    void ofSeveralThatBeginAtOnceEachEndsWellOrWithTheReason() {
        BitSet letters = box.fill(3_000);
        List<Replaying> all =
                Stream.generate(() -> Replaying.start(world)).limit(3).toList();

        assertThat(all).allSatisfy(one -> {
            int exit = one.program().exit();
            String reason = one.program().text();
            assertThat(exit).as(reason).isIn(0, 1);
            if (exit == 1) {
                assertThat(reason).containsAnyOf("another replay of", "a later replay has taken over");
            }
        });
        assertThat(all).as("that did the work").anyMatch(one -> one.program().exit() == 0);
        returned.areExactly(letters);
    }

    @Test
    void stoppedItEndsWithAWholeTransactionAndTheNextOneGoesOnAtOnce() {
        BitSet letters = box.fill(2_000);
        Replaying stopped = Replaying.start(world, "--rate", "500").awaitSent(300);

        assertThat(stopped.program().stop()).as(stopped.program().text()).isEqualTo(TERMINATED);
        CommandRun next = Replaying.run(world);

        assertThat(next.exit()).as(next.text()).isZero();
        assertThat(next.text()).doesNotContain("another replay");
        returned.areExactly(letters);
    }
}
