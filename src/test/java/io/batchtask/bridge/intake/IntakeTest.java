package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {
    private static final TopicPartition PARTITION = new TopicPartition("ids", 0);
    private static final IntakeLimits LIMITS =
            new IntakeLimits(6, 12, 100, 100_000, Duration.ofSeconds(1), Duration.ZERO);

    private final AtomicBoolean outage = new AtomicBoolean();
    private final Intake intake = new Intake(LIMITS, Runnable::run, outage::get);
    private final OpenWindows windows = intake.windows();
    private final List<InFlight> started = new ArrayList<>();
    private long offset;

    @Test
    void aPartitionThatIsAloneHasAllOfTheBound() {
        PartitionWindow window = open(0);
        read(window, 5);
        assertThat(windows.hasItsShare(window)).as("5").isFalse();
        read(window, 1);
        assertThat(windows.hasItsShare(window)).as("6, the bound").isTrue();
        finish(1);
        assertThat(windows.hasItsShare(window)).as("5 again").isFalse();
    }

    @Test
    void atTheBoundThoseArePausedThatHaveTheirShare() {
        PartitionWindow busy = open(0);
        PartitionWindow quiet = open(1);
        PartitionWindow idle = open(2);
        read(busy, 5);
        read(quiet, 1);

        assertThat(windows.hasItsShare(busy)).as("5 of 6, two are its share").isTrue();
        assertThat(windows.hasItsShare(quiet)).as("1 of 6").isFalse();
        assertThat(windows.hasItsShare(idle)).isFalse();
        finish(1);
        assertThat(windows.hasItsShare(busy)).as("the sum is below the bound").isFalse();
    }

    /** However the others fill up: a partition with less than its share is read, and the sum stays bounded. */
    @Property(tries = 200)
    void noneIsKeptWaitingByTheOthers(
            @ForAll @Size(min = 200, max = 200) List<@IntRange(min = 0, max = 7) Integer> turns) {
        List<PartitionWindow> all = IntStream.range(0, 8).mapToObj(this::open).toList();
        int[] held = new int[all.size()];
        for (int turn : turns) {
            if (!windows.hasItsShare(all.get(turn))) {
                read(all.get(turn), 1);
                held[turn]++;
            }
            assertThat(windows.unfinished()).isLessThan(2 * LIMITS.runnable() + 8);
        }
        for (int i = 0; i < held.length; i++) {
            assertThat(windows.hasItsShare(all.get(i)))
                    .as("has %d of %d", held[i], windows.unfinished())
                    .isEqualTo(windows.unfinished() >= LIMITS.runnable() && held[i] >= 1);
        }
    }

    @Test
    void recordsBehindAnEarlierOneOfTheirKeyOrInABackOffLeaveRoomForOthers() {
        PartitionWindow window = open(0);
        readOneLane(window, 6, 1);
        read(window, 1);
        started.get(1).backOff();
        assertThat(windows.hasItsShare(window))
                .as("one that runs, six that wait")
                .isFalse();
        read(window, 4);
        assertThat(windows.hasItsShare(window)).as("five that run").isFalse();
        started.get(1).pause();
        assertThat(windows.hasItsShare(window)).as("six that run").isTrue();
    }

    @Test
    void recordsThatWaitAreBoundedToo() {
        PartitionWindow window = open(0);
        readOneLane(window, 11, 1);
        assertThat(windows.hasItsShare(window)).as("11").isFalse();
        readOneLane(window, 1, 1);
        assertThat(windows.hasItsShare(window)).as("12, the bound").isTrue();
    }

    @Test
    void twoPartitionsFullOfStuckKeysDoNotKeepAThirdWaiting() {
        PartitionWindow one = open(0);
        PartitionWindow two = open(1);
        PartitionWindow third = open(2);
        readOneLane(one, 6, 1);
        readOneLane(two, 6, 1);

        assertThat(windows.hasItsShare(one)).isTrue();
        assertThat(windows.hasItsShare(two)).isTrue();
        assertThat(windows.hasItsShare(third)).isFalse();
    }

    @Test
    void aFewLargeRecordsAreEnough() {
        PartitionWindow window = open(0);
        readOneLane(window, 1, 60);
        assertThat(windows.hasItsShare(window)).as("60 bytes").isFalse();
        readOneLane(window, 1, 40);
        assertThat(windows.hasItsShare(window)).as("100 bytes").isTrue();
        finishOneByOne(1);
        assertThat(windows.hasItsShare(window)).as("40 bytes").isFalse();
    }

    @Test
    void whatIsGivenBackMakesRoomHoweverItWaited() {
        PartitionWindow window = open(0);
        readOneLane(window, 12, 10);
        started.get(0).backOff();
        assertThat(windows.hasItsShare(window)).isTrue();

        windows.close(PARTITION, window);

        assertThat(windows.unfinished()).isZero();
        assertThat(windows.givenBack()).isEqualTo(12);
        PartitionWindow next = open(0);
        read(next, 5);
        assertThat(windows.hasItsShare(next)).as("5 that run").isFalse();
        read(next, 1);
        assertThat(windows.hasItsShare(next))
                .as("6 that run: none counts as waiting any more")
                .isTrue();
    }

    /** Of a thousand stuck partitions with thousands finished behind each only the stuck records are held. */
    @Test
    void whatIsFinishedBehindAStuckRecordLeavesNothingBehind() {
        PartitionWindow window = open(0);
        read(window, 5_000);
        InFlight stuck = started.remove(0);
        finish(5_000);

        assertThat(window.offsets().span()).isEqualTo(5_000);
        assertThat(windows.unfinished()).isEqualTo(1);
        assertThat(stuck.mayPublish()).isTrue();
        assertThat(window.offsets().finishedAhead(0).size()).isEqualTo(4_999);
    }

    @Test
    void readingPausesDuringAnOutageAndGoesOnAfterIt() {
        outage.set(true);
        assertThat(windows.mustPause()).isTrue();

        outage.set(false);
        assertThat(windows.mustPause()).isFalse();
    }

    @Test
    void afterAStopNothingMoreIsRead() {
        intake.stopReading();

        assertThat(windows.mustPause()).isTrue();
        assertThat(intake.isStopping()).isTrue();
    }

    @Test
    void aRecordOfAPartitionWithoutAWindowIsRefusedAloud() {
        assertThatIllegalStateException()
                .isThrownBy(() -> intake.accept(new Origin("ids", 7, 42), "lane", started::add))
                .withMessageContaining("ids/7/42");
    }

    @Test
    void aWindowThatWasLeftOverIsClosedByTheNextAssignment() {
        PartitionWindow former = open(0);
        read(former, 2);

        PartitionWindow fresh = open(0);

        assertThat(former.mayPublish()).isFalse();
        assertThat(fresh.mayPublish()).isTrue();
        assertThat(started.get(0).finish()).as("a late result").isFalse();
        assertThat(windows.unfinished()).isZero();
        assertThat(windows.givenBack()).isEqualTo(2);
    }

    @Test
    void closingAWindowThatWasReplacedDoesNotCloseTheNewOne() {
        PartitionWindow former = open(0);
        PartitionWindow fresh = open(0);

        windows.close(PARTITION, former);

        fresh.register(0, 1, System.nanoTime());
        intake.accept(new Origin("ids", 0, 0), "lane", started::add);
        assertThat(started).hasSize(1);
    }

    @Test
    void theOldestUnfinishedRecordHasBeenInHandForAWhile() {
        assertThat(intake.readings().oldestUnfinished()).isEqualTo(Duration.ZERO);
        long now = System.nanoTime();
        register(open(0), now - Duration.ofMinutes(3).toNanos());
        register(open(1), now - Duration.ofMinutes(5).toNanos());

        assertThat(intake.readings().oldestUnfinished()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        started.get(1).finish();
        assertThat(intake.readings().oldestUnfinished()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        started.get(0).finish();
        assertThat(intake.readings().oldestUnfinished()).isEqualTo(Duration.ZERO);
    }

    @Test
    void drainingEndsWhenTheLastRecordIsFinished() {
        read(open(0), 2);
        finish(1);
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> awaitDrained(Duration.ofSeconds(10)));
        assertThat(drained).isNotDone();

        finish(1);

        await().atMost(Duration.ofSeconds(2)).until(drained::isDone);
        assertThat(drained).isCompletedWithValue(true);
    }

    @Test
    void drainingEndsWithTheTimeAllowed() {
        read(open(0), 1);

        assertThat(awaitDrained(Duration.ofMillis(20))).isFalse();
        assertThat(windows.unfinished()).isEqualTo(1);
    }

    @Test
    void aStopLeavesWhatWaitsBehindAnEarlierRecordOfItsKey() {
        PartitionWindow window = open(0);
        readOneLane(window, 5, 1);
        read(window, 1);
        intake.stopReading();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> awaitDrained(Duration.ofSeconds(10)));
        assertThat(drained).isNotDone();

        finish(2);

        await().atMost(Duration.ofSeconds(2)).until(drained::isDone);
        assertThat(drained).as("four are left").isCompletedWithValue(false);
        assertThat(started).as("none of them has begun").hasSize(2);
        assertThat(windows.unfinished()).isEqualTo(4);
    }

    @Test
    void aPartitionThatIsAssignedDuringAStopBeginsNoLaneEither() {
        intake.stopReading();
        readOneLane(open(0), 2, 1);

        finish(1);

        assertThat(started).hasSize(1);
        assertThat(awaitDrained(Duration.ofSeconds(10))).as("one is left").isFalse();
    }

    @Test
    void beforeTheTimeAllowedIsOverNothingNewBeginsAndCallsUnderWayAreWaitedFor() throws Exception {
        PartitionWindow window = open(0);
        read(window, 2);
        assertThat(started.get(0).begin()).isTrue();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> awaitDrained(Duration.ofSeconds(3)));
        assertThat(begins(started.get(1))).as("in the first two thirds").isTrue();

        await().atMost(Duration.ofSeconds(3)).until(() -> !begins(started.get(1)));

        assertThat(drained).as("a call is under way").isNotDone();
        assertThat(started.get(0).finish()).isTrue();
        assertThat(drained.get(1, TimeUnit.SECONDS)).as("one is left").isFalse();
        assertThat(windows.unfinished()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} calls: pause at {1} that run or {2} in all, at most {3} offsets ahead")
    @CsvSource({"1, 1000, 40000, 20000", "64, 1000, 40000, 20000", "256, 1024, 40000, 20000", "2000, 8000, 80000, 40000"
    })
    void theBoundsFollowTheNumberOfCalls(int calls, int runnable, int records, int span) {
        assertThat(IntakeLimits.forCalls(calls, Duration.ofSeconds(30), Duration.ofSeconds(15)))
                .isEqualTo(new IntakeLimits(
                        runnable, records, 64 << 20, span, Duration.ofSeconds(30), Duration.ofSeconds(15)));
    }

    private PartitionWindow open(int partition) {
        return windows.open(new TopicPartition("ids", partition), Leases.lasting());
    }

    private void read(PartitionWindow window, int records) {
        for (int i = 0; i < records; i++) {
            register(window, System.nanoTime());
        }
    }

    /** Each record in a lane of its own, so that all of them start. */
    private void register(PartitionWindow window, long polledAt) {
        long next = offset++;
        window.register(next, 1, polledAt);
        window.accept(next, next, started::add);
    }

    private void readOneLane(PartitionWindow window, int records, int bytes) {
        for (int i = 0; i < records; i++) {
            long next = offset++;
            window.register(next, bytes, System.nanoTime());
            window.accept(next, "one key", started::add);
        }
    }

    /** Each starts the next of its lane. */
    private void finishOneByOne(int records) {
        for (int i = 0; i < records; i++) {
            finish(1);
        }
    }

    private static boolean begins(InFlight flight) {
        boolean may = flight.begin();
        flight.pause();
        return may;
    }

    private void finish(int records) {
        List.copyOf(started).stream().filter(InFlight::finish).limit(records).forEach(flight -> {});
    }

    private boolean awaitDrained(Duration atMost) {
        try {
            return intake.awaitDrained(atMost);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
