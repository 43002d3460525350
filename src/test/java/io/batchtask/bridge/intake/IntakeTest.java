package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {
    private static final TopicPartition PARTITION = new TopicPartition("ids", 0);
    private static final Intake.Limits LIMITS = new Intake.Limits(6, 12, 100, 100, Duration.ofSeconds(1));

    private final AtomicBoolean outage = new AtomicBoolean();
    private final Intake intake = new Intake(LIMITS, Runnable::run, outage::get);
    private final List<InFlight> started = new ArrayList<>();
    private long offset;

    @Test
    void readingPausesWhenTooMuchIsUnfinishedAndGoesOnOnlyWhenEnoughOfItIsDone() {
        PartitionWindow window = intake.open(PARTITION);
        read(window, 5);
        assertThat(intake.mustPause()).as("5, on the way up").isFalse();
        read(window, 1);
        assertThat(intake.mustPause()).as("6, the upper bound").isTrue();
        finish(2);
        assertThat(intake.mustPause()).as("4, on the way down").isTrue();
        finish(1);
        assertThat(intake.mustPause()).as("3, the lower bound").isFalse();
        read(window, 2);
        assertThat(intake.mustPause()).as("5, on the way up again").isFalse();
    }

    @Test
    void theBoundCountsTheRecordsOfAllPartitions() {
        read(intake.open(PARTITION), 3);
        assertThat(intake.mustPause()).isFalse();

        read(intake.open(new TopicPartition("ids", 1)), 3);

        assertThat(intake.mustPause()).isTrue();
    }

    @Test
    void recordsBehindAnEarlierOneOfTheirKeyLeaveRoomForOthers() {
        PartitionWindow window = intake.open(PARTITION);
        readOneLane(window, 6, 1);
        assertThat(intake.mustPause()).as("one that runs, five that wait").isFalse();
        read(window, 4);
        assertThat(intake.mustPause()).as("five that run").isFalse();
        read(window, 1);
        assertThat(intake.mustPause()).as("six that run").isTrue();
    }

    @Test
    void recordsThatWaitAreBoundedToo() {
        PartitionWindow window = intake.open(PARTITION);
        readOneLane(window, 11, 1);
        assertThat(intake.mustPause()).as("11, on the way up").isFalse();
        readOneLane(window, 1, 1);
        assertThat(intake.mustPause()).as("12, the upper bound").isTrue();
        finishOneByOne(2);
        assertThat(intake.mustPause()).as("10, on the way down").isTrue();
        finishOneByOne(1);
        assertThat(intake.mustPause()).as("9, three quarters of it").isFalse();
    }

    @Test
    void aPartitionFullOfAStuckKeysRecordsDoesNotKeepTheOthersWaiting() {
        readOneLane(intake.open(PARTITION), 7, 1); // more than half of the bound
        InFlight stuck = started.remove(0);
        TopicPartition other = new TopicPartition("ids", 1);
        PartitionWindow window = intake.open(other);
        for (int i = 0; i < 5; i++) {
            window.register(i, 1, System.nanoTime());
            intake.accept(new Origin("ids", 1, i), "another key", started::add);
        }
        assertThat(intake.mustPause()).as("12, the upper bound").isTrue();

        finishOneByOne(4);

        assertThat(intake.mustPause())
                .as("8, though nothing has moved in the first")
                .isFalse();
        assertThat(stuck.ours()).isTrue();
    }

    @Test
    void aFewLargeRecordsAreEnough() {
        PartitionWindow window = intake.open(PARTITION);
        readOneLane(window, 1, 60);
        assertThat(intake.mustPause()).as("60 bytes").isFalse();
        readOneLane(window, 1, 40);
        assertThat(intake.mustPause()).as("100 bytes").isTrue();
        finishOneByOne(1);
        assertThat(intake.mustPause()).as("40 bytes").isFalse();
    }

    @Test
    void waitingAndLargeRecordsThatAreGivenBackMakeRoomAsWell() {
        PartitionWindow window = intake.open(PARTITION);
        readOneLane(window, 12, 10);
        assertThat(intake.mustPause()).isTrue();

        intake.close(PARTITION, window);

        assertThat(intake.mustPause()).isFalse();
        PartitionWindow next = intake.open(PARTITION);
        read(next, 5);
        assertThat(intake.mustPause()).as("5 that run").isFalse();
        read(next, 1);
        assertThat(intake.mustPause())
                .as("6 that run: none counts as waiting any more")
                .isTrue();
    }

    @Test
    void recordsThatAreGivenBackMakeRoom() {
        PartitionWindow window = intake.open(PARTITION);
        read(window, 6);
        assertThat(intake.mustPause()).isTrue();

        intake.close(PARTITION, window);

        assertThat(intake.mustPause()).isFalse();
        assertThat(intake.unfinished()).isZero();
        assertThat(intake.givenBack()).isEqualTo(6);
        assertThat(intake.received()).isEqualTo(6);
    }

    @Test
    void readingPausesDuringAnOutageAndGoesOnAfterIt() {
        outage.set(true);
        assertThat(intake.mustPause()).isTrue();

        outage.set(false);
        assertThat(intake.mustPause()).isFalse();
    }

    @Test
    void whoeverStopsReadingReadsNoMore() {
        intake.stopReading();

        assertThat(intake.mustPause()).isTrue();
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
        PartitionWindow former = intake.open(PARTITION);
        read(former, 2);

        PartitionWindow fresh = intake.open(PARTITION);

        assertThat(former.isOurs()).isFalse();
        assertThat(fresh.isOurs()).isTrue();
        assertThat(started.get(0).finish()).as("a late result").isFalse();
        assertThat(intake.unfinished()).isZero();
        assertThat(intake.givenBack()).isEqualTo(2);
    }

    @Test
    void whoeverClosesAWindowThatWasReplacedDoesNotCloseTheNewOne() {
        PartitionWindow former = intake.open(PARTITION);
        PartitionWindow fresh = intake.open(PARTITION);

        intake.close(PARTITION, former);

        fresh.register(0, 1, System.nanoTime());
        intake.accept(new Origin("ids", 0, 0), "lane", started::add);
        assertThat(started).hasSize(1);
    }

    @Test
    void theOldestUnfinishedRecordHasBeenInHandForAWhile() {
        assertThat(intake.oldestUnfinished()).isEqualTo(Duration.ZERO);
        long now = System.nanoTime();
        register(intake.open(PARTITION), now - Duration.ofMinutes(3).toNanos());
        register(
                intake.open(new TopicPartition("ids", 1)),
                now - Duration.ofMinutes(5).toNanos());

        assertThat(intake.oldestUnfinished()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        started.get(1).finish();
        assertThat(intake.oldestUnfinished()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        started.get(0).finish();
        assertThat(intake.oldestUnfinished()).isEqualTo(Duration.ZERO);
    }

    @Test
    void drainingEndsWhenTheLastRecordIsFinished() {
        read(intake.open(PARTITION), 2);
        finish(1);
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> awaitDrained(Duration.ofSeconds(10)));
        assertThat(drained).isNotDone();

        finish(1);

        await().atMost(Duration.ofSeconds(2)).until(drained::isDone);
        assertThat(drained).isCompletedWithValue(true);
    }

    @Test
    void drainingEndsWithTheTimeAllowed() {
        read(intake.open(PARTITION), 1);

        assertThat(awaitDrained(Duration.ofMillis(20))).isFalse();
        assertThat(intake.unfinished()).isEqualTo(1);
    }

    @Test
    void whoeverStopsLeavesWhatWaitsBehindAnEarlierRecordOfItsKey() {
        PartitionWindow window = intake.open(PARTITION);
        readOneLane(window, 5, 1);
        read(window, 1);
        intake.stopReading();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> awaitDrained(Duration.ofSeconds(10)));
        assertThat(drained).isNotDone();

        finish(2);

        await().atMost(Duration.ofSeconds(2)).until(drained::isDone);
        assertThat(drained).as("four are left").isCompletedWithValue(false);
        assertThat(started).as("none of them has begun").hasSize(2);
        assertThat(intake.unfinished()).isEqualTo(4);
    }

    @Test
    void aPartitionThatIsAssignedDuringAStopBeginsNoLaneEither() {
        intake.stopReading();
        readOneLane(intake.open(PARTITION), 2, 1);

        finish(1);

        assertThat(started).hasSize(1);
        assertThat(awaitDrained(Duration.ofSeconds(10))).as("one is left").isFalse();
    }

    @Test
    void beforeTheTimeAllowedIsOverNothingNewBeginsAndCallsUnderWayAreWaitedFor() throws Exception {
        PartitionWindow window = intake.open(PARTITION);
        read(window, 2);
        assertThat(started.get(0).work()).isTrue();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> awaitDrained(Duration.ofSeconds(3)));
        assertThat(begins(started.get(1))).as("in the first two thirds").isTrue();

        await().atMost(Duration.ofSeconds(3)).until(() -> !begins(started.get(1)));

        assertThat(drained).as("a call is under way").isNotDone();
        assertThat(started.get(0).finish()).isTrue();
        assertThat(drained.get(1, TimeUnit.SECONDS)).as("one is left").isFalse();
        assertThat(intake.unfinished()).isEqualTo(1);
    }

    @Test
    void troubleIsToldOnceAndEndsWithTheNextPoll() {
        assertThat(intake.trouble()).isEmpty();

        assertThat(intake.cannotRead(new KafkaException("no right"))).as("news").isTrue();
        assertThat(intake.cannotRead(new KafkaException("no right"))).as("news").isFalse();
        assertThat(intake.trouble()).contains("KafkaException: no right");
        intake.cannotRead(new SslAuthenticationException("SSL handshake failed", new SSLException("PKIX path")));
        assertThat(intake.trouble()).contains("SslAuthenticationException: SSL handshake failed: PKIX path");
        assertThat(intake.cannotRead(new KafkaException("no broker")))
                .as("news")
                .isTrue();

        intake.polled();
        assertThat(intake.trouble()).isEmpty();
    }

    @Test
    void anIntakeThatAsksInVainIsStillAlive() {
        Instant before = Instant.now();
        assertThat(intake.lastPoll()).isBefore(before);

        intake.polled();
        assertThat(intake.lastPoll()).isAfterOrEqualTo(before);

        intake.cannotRead(new KafkaException("no right"));
        assertThat(intake.lastPoll()).isAfterOrEqualTo(before);
    }

    @ParameterizedTest(name = "{0} calls: pause at {1} that run or {2} in all, at most {3} offsets ahead")
    @CsvSource({"1, 1000, 40000, 20000", "64, 1000, 40000, 20000", "256, 1024, 40000, 20000", "2000, 8000, 80000, 40000"
    })
    void theBoundsFollowTheNumberOfCalls(int calls, int runnable, int records, int span) {
        assertThat(Intake.Limits.forCalls(calls, Duration.ofSeconds(30)))
                .isEqualTo(new Intake.Limits(runnable, records, 64 << 20, span, Duration.ofSeconds(30)));
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
        boolean may = flight.work();
        flight.rest();
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
