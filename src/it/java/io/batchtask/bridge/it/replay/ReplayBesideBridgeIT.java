package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Letters of real failures, beside the bridge that wrote them. */
class ReplayBesideBridgeIT {
    private static final int TERMINATED = 143;
    private static final int KEYS = 4;

    private final World world = World.create();

    @AfterEach
    void close() {
        world.close();
    }

    /** These are refused, for as long as the simulator says so. */
    private void areRefused(int tasks) {
        IntStream.rangeClosed(1, tasks).forEach(task -> world.netServer.fault(task, Fault.SENTRY));
        IntStream.rangeClosed(1, tasks).forEach(task -> world.send("key-" + task % KEYS, String.valueOf(task)));
        world.awaitNoLag();
        assertThat(world.end(world.deadLetter)).as("dead letters").isEqualTo(tasks);
    }

    private void areMended(int tasks) {
        IntStream.rangeClosed(1, tasks).forEach(task -> world.netServer.fault(task, null));
    }

    @Test
    void whatHasBeenMendedMeanwhileBecomesEventsInTheOrderOfItsKeys() {
        Service service = world.service();
        areRefused(200);
        areMended(200);
        IntStream.rangeClosed(201, 400).forEach(task -> world.send("key-" + task % KEYS, String.valueOf(task)));

        CommandRun run = Replaying.run(world);

        assertThat(run.exit()).as(run.text()).isZero();
        world.closeTheBooks(service);
        Map<String, List<Integer>> events = Tail.all(world, world.info).stream()
                .filter(event -> task(event) <= 200)
                .collect(Collectors.groupingBy(
                        event -> Tail.text(event.key()),
                        Collectors.mapping(ReplayBesideBridgeIT::task, Collectors.toList())));
        assertThat(events).hasSize(KEYS);
        events.forEach((key, tasks) ->
                assertThat(tasks).as(key).hasSize(200 / KEYS).isSorted().doesNotHaveDuplicates());
        assertThat(world.end(world.deadLetter)).as("dead letters").isEqualTo(200);
    }

    private static int task(ConsumerRecord<byte[], byte[]> event) {
        return Integer.parseInt(Tail.header(event, "ce_subject"));
    }

    @Test
    void whatKeepsFailingIsSentBackThreeTimesAndThenLeftAlone() {
        Service service = world.service();
        areRefused(5);
        for (int replay = 1; replay <= 3; replay++) {
            CommandRun run = Replaying.run(world);
            assertThat(run.exit()).as(run.text()).isZero();
            world.closeTheBooks(service);
            assertThat(replays()).as("letters by times they were sent back").containsEntry("" + replay, 5L);
        }
        long requests = Returned.all(world, world.ids).size();

        CommandRun last = Replaying.run(world, "--again");

        assertThat(last.exit()).as(last.text()).isZero();
        assertThat(last.text()).contains("exhausted");
        world.closeTheBooks(service);
        assertThat(replays())
                .as("those of three times are left, the others sent again")
                .containsEntry("3", 10L);
        assertThat(Returned.all(world, world.ids)).hasSize((int) requests + 15);
        assertThat(Replaying.run(world, "--max-replays", "9").exit()).isZero();
        world.closeTheBooks(service);
        assertThat(replays()).containsKey("4");
    }

    private Map<String, Long> replays() {
        return Tail.all(world, world.deadLetter).stream()
                .collect(Collectors.groupingBy(letter -> Tail.header(letter, "x-dlq-replays"), Collectors.counting()));
    }

    @Test
    void aCanaryThatFailsAgainKeepsTheOthersBack() {
        Service service = world.service();
        areRefused(20);

        CommandRun run = Replaying.run(world, "--canary", "2");

        assertThat(run.exit()).as(run.text()).isEqualTo(1);
        assertThat(run.text()).contains("2 of 2 failed again: refused/SoSentryException");
        assertThat(Returned.all(world, world.ids)).hasSize(20 + 2);
        areMended(20);
        CommandRun rest = Replaying.run(world);
        assertThat(rest.exit()).as(rest.text()).isZero();
        world.closeTheBooks(service);
        assertThat(Tail.all(world, world.info))
                .extracting(ReplayBesideBridgeIT::task)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void aCanaryThatLivesIsFollowedByTheOthers() {
        Service service = world.service();
        areRefused(20);
        areMended(20);

        CommandRun run = Replaying.run(world, "--canary", "2");

        assertThat(run.exit()).as(run.text()).isZero();
        world.closeTheBooks(service);
        assertThat(Tail.all(world, world.info))
                .extracting(ReplayBesideBridgeIT::task)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void aCanaryNobodyReadsSaysWhatItWaitsForAndCanBeStopped() {
        Service service = world.service();
        areRefused(3);
        world.closeTheBooks(service);
        service.close();
        Replaying waiting = Replaying.start(world, "--canary", "1");
        waiting.program().awaitLine("is the bridge running?");

        assertThat(waiting.program().stop()).as(waiting.program().text()).isEqualTo(TERMINATED);
        assertThat(Returned.all(world, world.ids)).hasSize(3 + 1);
    }
}
