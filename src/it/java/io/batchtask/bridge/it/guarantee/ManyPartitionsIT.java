package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.kafka.KafkaBroker;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done for each partition, ten times a second, is done a thousand times as often here. */
class ManyPartitionsIT {
    private static final String SITUATION =
            "a thousand partitions, idle or each with a request that cannot be finished";
    private static final int PARTITIONS = 1_000;
    private static final int BEHIND = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern CPU = Pattern.compile("\"[^\"]*KafkaConsumer\\[.*? cpu=([0-9.]+)ms");

    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    @Guarantee(SITUATION)
    void idlePartitionsCostNextToNothing() throws IOException {
        try (World world = world()) {
            Instance instance = Instance.start(world).awaitAssigned();
            awaitSome(Duration.ofSeconds(5)); // first of all it asks for a thousand offsets
            double before = pollingMillis(instance);
            long since = System.nanoTime();
            awaitSome(Duration.ofSeconds(10));
            double spent = pollingMillis(instance) - before;
            double elapsed = (System.nanoTime() - since) / 1e6;
            assertThat(spent / elapsed)
                    .as("share of a processor: %.0f of %.0f ms", spent, elapsed)
                    .isLessThan(0.05);
            assertThat(instance.stop()).isZero();
        }
    }

    @Test
    @Guarantee(SITUATION)
    void whatCannotBeFinishedInEachOfThemHoldsUpNothingElse() {
        try (World world = world()) {
            broker.deleteTopic(world.deadLetter);
            send(world.settings.get("batchtask.topics.ids"));
            Instance instance = Instance.start(world, "-Xmx128m", "-XX:+ExitOnOutOfMemoryError");
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.end(world.info))
                    .as("events")
                    .isEqualTo(PARTITIONS * BEHIND));
            broker.createTopic(world.deadLetter, 1);
            instance.await("dead letters", PATIENCE, () -> world.end(world.deadLetter) == PARTITIONS);
            assertThat(instance.stop()).isZero();
        }
    }

    private static World world() {
        World world = World.on(broker, 1);
        String many = world.ids + ".many";
        broker.createTopic(many, PARTITIONS);
        return world.set("topics.ids", many);
    }

    /** To each partition one that is rejected, and some that are not behind it. */
    private static void send(String topic) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "linger.ms",
                        "50",
                        "enable.idempotence", // which a broker busy with making a thousand partitions may lose track of
                        "false"),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i <= BEHIND; i++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    String value = i == 0 ? "no number" : String.valueOf(i * PARTITIONS + partition);
                    producer.send(new ProducerRecord<>(topic, partition, null, value));
                }
            }
        }
    }

    private static void awaitSome(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    /** Processor time the polling thread has had so far. */
    private static double pollingMillis(Instance instance) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process dump = new ProcessBuilder(jcmd, String.valueOf(instance.jvm.pid()), "Thread.print").start();
        try (BufferedReader lines = dump.inputReader()) {
            return lines.lines()
                    .map(CPU::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(thread -> Double.parseDouble(thread.group(1)))
                    .sum();
        }
    }
}
