package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Green means that it can publish. */
@Execution(CONCURRENT)
class OutputIT {
    /** More than Camel's own queue for repeats would have held, and more than the window of one partition. */
    private static final int FLOOD = 2_500;

    private static final int MOST_LINES_A_MINUTE = 10;

    @Test
    @Guarantee("the info or the dead-letter topic is missing")
    void aMisspeltInfoTopicKeepsItFromBeingReadyFromTheStart() {
        try (World world = World.create()) {
            world.broker.deleteTopic(world.info);
            neverReadyUntilItIsThere(world, world.info, world.deadLetter);
        }
    }

    @Test
    @Guarantee("the info or the dead-letter topic is missing")
    void soDoesADeadLetterTopicThatIsMissingAlone() {
        try (World world = World.create().set("events.not-found", "drop")) {
            world.broker.deleteTopic(world.deadLetter);
            neverReadyUntilItIsThere(world, world.deadLetter, world.info);
        }
    }

    private static void neverReadyUntilItIsThere(World world, String missing, String other) {
        Instance instance = Instance.start(world).awaitAssigned();
        ManagementPort port = instance.management();
        assertThat(port.awaitDown("output"))
                .isEqualTo("the topic " + missing + " does not exist, or may not be seen")
                .doesNotContain(other);
        assertThat(port.metrics().sum("batchtask_ready", "check=\"output\"")).isZero();
        Awaitility.await().until(() -> port.metrics().sum("batchtask_ready", "check=\"broker\"") == 1);
        assertThat(instance.said(Instance.READY)).as(instance.log()).isZero();

        world.broker.createTopic(missing, 3);
        port.awaitReady();
        assertThat(port.metrics().sum("batchtask_ready", "check=\"output\"")).isEqualTo(1);
        assertThat(instance.stop()).isZero();
    }

    @Test
    void aTopicThatIsDeletedMeanwhileIsMissedWithoutARecordAndFoundAgain() {
        try (World world = World.create()) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            world.broker.deleteTopic(world.info);
            assertThat(port.awaitDown("output")).contains("the topic " + world.info + " does not exist");

            world.broker.createTopic(world.info, 3);
            port.awaitReady();
            world.send(null, "42");
            assertThat(world.tail(world.info).await(1)).hasSize(1);
        }
    }

    @Test
    void topicsThatTheBridgeMakesItselfAreThereSoon() {
        try (World world = World.create().set("topics.create", true).set("topics.info", "made-by-OutputIT")) {
            Instance instance = Instance.start(world);
            instance.awaitSaid(Instance.READY);
            assertThat(instance.said("check=output")).as(instance.log()).isZero();
            assertThat(instance.management().metrics().sum("batchtask_ready", "check=\"output\""))
                    .isEqualTo(1);
        }
    }

    /** The topic is there and may be written to, and the cluster answers; but nothing that is written. */
    @Test
    void writingThatHasBeenRepeatedForHalfAMinuteShowsWithTopicRecordsAndReasonAndIsOverByItself() {
        try (World world = World.behindProxy(3, Map.of())) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            world.broker.proxy().drop(Set.of(ApiKeys.PRODUCE));
            for (int i = 1; i <= 7; i++) {
                world.send(null, String.valueOf(i));
            }
            world.flush();

            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(() -> port.metrics().sum("batchtask_publish_repeating", "to=\"info\"") == 7);
            assertThat(port.awaitDown("output"))
                    .matches("writing to the topic " + world.info
                            + " has failed for 3\\d s, records that wait: 7 \\(TimeoutException: .*\\)");
            assertThat(port.metrics().sum("batchtask_publish_repeating", "to=\"dead-letter\""))
                    .isZero();

            world.broker.proxy().release();
            port.awaitReady();
            assertThat(port.metrics().sum("batchtask_publish_repeating")).isZero();
            assertThat(world.tail(world.info).await(7)).hasSizeGreaterThanOrEqualTo(7);
        }
    }

    @Test
    @Guarantee("the info or the dead-letter topic is missing")
    void thousandsOfRecordsThatCannotBeWrittenAreAFewLinesAMinuteAndAllAreWrittenInTheEnd() {
        try (World world = World.create()) {
            world.broker.deleteTopic(world.info);
            for (int i = 1; i <= FLOOD; i++) {
                world.send(null, String.valueOf(i));
            }
            world.flush();
            Instance instance = Instance.start(world);
            ManagementPort port = instance.management();
            instance.await(
                    "all are repeated",
                    Timeouts.LONG,
                    () -> port.metrics().sum("batchtask_publish_repeating", "to=\"info\"") == FLOOD);
            int before = instance.jvm.output().size();
            instance.await("the summary", Timeouts.LONG, () -> instance.said("publishing fails; topic=") == 1);
            instance.await("another minute", Timeouts.LONG, () -> instance.said("publishing fails; topic=") == 2);
            List<String> lines = instance.jvm.output();
            assertThat(lines.subList(before, lines.size()))
                    .as("lines of up to two minutes")
                    .hasSizeLessThanOrEqualTo(MOST_LINES_A_MINUTE);

            world.broker.createTopic(world.info, 3);
            RecordBalance books = RecordBalance.close(world);
            assertThat(books.events()).isEqualTo(FLOOD);
            assertThat(books.repeats()).isZero();
            instance.awaitSaid("publishing works again; topic=" + world.info + " records=" + FLOOD + " lasted=");
            assertThat(instance.jvm.output())
                    .noneMatch(line -> line.contains("came back unfinished")
                            || line.contains("RejectedExecution")
                            || line.contains("cannot go on"));
            assertThat(instance.said("publishing failed, it is repeated")).isEqualTo(1);
            assertThat(instance.stop()).isZero();
        }
    }

    /** What is repeated here is the next owner's as soon as the partition is: it is counted no longer. */
    @Test
    void whatIsGivenBackIsRepeatedByItsNextOwnerOnly() {
        try (World world = World.create(2)) {
            world.broker.deleteTopic(world.info);
            for (int i = 1; i <= 100; i++) {
                world.send(i % 2, null, String.valueOf(i));
            }
            world.flush();
            Instance first = Instance.start(world);
            first.await("all of it", Timeouts.LONG, () -> repeating(first) == 100);
            Instance second = Instance.start(world);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> repeating(first) == 50 && repeating(second) == 50);
            second.stop();
            first.await("all of it again", Timeouts.LONG, () -> repeating(first) == 100);
        }
    }

    private static double repeating(Instance instance) {
        return instance.management().metrics().sum("batchtask_publish_repeating");
    }
}
