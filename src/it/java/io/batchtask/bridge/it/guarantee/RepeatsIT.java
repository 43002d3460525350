package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Answered;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.guarantee.CarefulConsumer.Event;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats are answers of another moment, and a consumer can tell which of two is the newer one. */
class RepeatsIT {
    private static final int TASKS = 60;
    private static final int ROUNDS = 24;
    private static final int KILLS = 2;
    private static final Duration LATENCY = Duration.ofMillis(100);

    /** Calls for one task under two keys may be under way at once, and then have no order. */
    private static final Duration AT_ONCE = LATENCY.multipliedBy(5);

    private static final Pattern SAYS = Pattern.compile("<State>(\\w+)</State>.*<ProgressPercent>(\\d+)</");

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-binary", "cloudevents-structured", "json"})
    @Guarantee("tasks move on while the process is killed (SIGKILL) again and again")
    void aConsumerThatKeepsTheLaterLookHasTheNewestAnswerOfEachTask(String format) {
        try (World world = World.create().set("events.format", format).set("kafka.client.session.timeout.ms", 6_000);
                Tail events = world.tail(world.info)) {
            world.netServer.latency(LATENCY);
            for (int task = 1; task <= TASKS; task++) {
                world.netServer.runs(task, Duration.ofMinutes(2));
                world.netServer.fault(task, task % 6 == 0 ? Fault.NOT_FOUND : null); // for now
            }
            for (int kill = 0; kill < KILLS; kill++) {
                send(world);
                int goal = events.size() + TASKS * ROUNDS / 4;
                Instance instance = Instance.start(world);
                instance.await(goal + " events", Timeouts.LONG, () -> events.size() >= goal);
                instance.kill();
                for (int task = 1; task <= TASKS; task++) {
                    world.netServer.fault(task, null);
                }
            }
            Instance last = Instance.start(world);
            world.awaitNoLag();
            assertThat(last.stop()).isZero();

            List<ConsumerRecord<byte[], byte[]>> all = Tail.all(world, world.info);
            CarefulConsumer consumer = new CarefulConsumer();
            all.forEach(consumer::take);

            assertThat(repeatsThatTellSomethingElse(all))
                    .as("of %d", all.size())
                    .isPositive();
            assertThat(consumer.answers()).hasSize(KILLS * TASKS * ROUNDS);
            assertThat(consumer.states()).hasSize(TASKS).allSatisfy(event -> assertThat(newest(world, event.task()))
                    .contains(said(event)));
        }
    }

    /** Half of the requests for a task have a key of their own, so that they are not answered one after the other. */
    private static void send(World world) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int task = 1; task <= TASKS; task++) {
                world.send(round % 2 == 0 ? null : "other " + task, String.valueOf(task));
            }
        }
        world.flush();
    }

    private static long repeatsThatTellSomethingElse(List<ConsumerRecord<byte[], byte[]>> all) {
        Map<List<String>, Set<String>> told = new HashMap<>();
        all.stream().map(Event::of).forEach(event -> told.computeIfAbsent(
                        List.of(event.source(), event.id()), first -> new HashSet<>())
                .add(said(event)));
        return told.values().stream().filter(contents -> contents.size() > 1).count();
    }

    private static String said(Event event) {
        return event.type().equals("io.batchtask.notfound.v1")
                ? "not there"
                : event.data().get("state").textValue() + " " + event.data().get("progressPercent");
    }

    /** The last answer of the simulator, and those that were under way together with it. */
    private static List<String> newest(World world, int task) {
        List<Answered> answered = world.netServer.answered(task);
        long since = answered.get(answered.size() - 1).at() - AT_ONCE.toMillis();
        return answered.stream()
                .filter(answer -> answer.at() >= since)
                .map(RepeatsIT::said)
                .toList();
    }

    private static String said(Answered answer) {
        Matcher says = SAYS.matcher(answer.envelope());
        return says.find() ? says.group(1) + " " + says.group(2) : "not there";
    }
}
