package io.batchtask.bridge.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batchtask.bridge.dev.kafka.KafkaBroker;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.process.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The whole way, from the ids topic to the info topic: the built jar, a real broker, the simulator with a fixed latency.
 * Each run has a topic of its own, filled before the bridge starts; the first events are the warm-up and not counted.
 * Prints a line for each run and writes them all to {@code target/bench/end-to-end.json}.
 */
public final class EndToEnd {
    /** Partitions / slots / latency in milliseconds of each run; another list with {@code -Dbench.runs}. */
    private static final String STANDARD = "3/64/100, 3/64/50, 3/64/10, 3/32/10, 1/64/50, 3/256/50";

    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 40));
    private static final Duration COUNTED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 15));
    private static final List<String> JVM_OPTIONS =
            List.of(System.getProperty("bench.jvm", "-Xmx512m").split(" "));
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Whether each span is made and sent, by {@code -Dbench.traces=true}. */
    private static final boolean TRACES = Boolean.getBoolean("bench.traces");

    private final KafkaBroker broker;
    private final NetServerSimulator netServer;
    private final SpanSink spans;
    private final List<Run> runs = new ArrayList<>();

    private EndToEnd(KafkaBroker broker, NetServerSimulator netServer, SpanSink spans) {
        this.broker = broker;
        this.netServer = netServer;
        this.spans = spans;
    }

    public static void main(String[] args) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
                NetServerSimulator netServer = NetServerSimulator.start();
                SpanSink spans = new SpanSink()) {
            EndToEnd bench = new EndToEnd(broker, netServer, spans);
            for (String run : System.getProperty("bench.runs", STANDARD).split(",")) {
                String[] parts = run.strip().split("/");
                bench.run(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
            }
            bench.write();
        }
    }

    private void run(int partitions, int slots, long latencyMillis) throws Exception {
        double ceiling = slots * 1000.0 / latencyMillis;
        int records = (int) (Math.min(ceiling, 9_000) * (WARM_UP.plus(COUNTED).toSeconds() + 6));
        String topic = "bench." + partitions + "." + slots + "." + latencyMillis;
        for (String suffix : List.of(".ids", ".info", ".dlq")) {
            broker.createTopic(topic + suffix, partitions);
        }
        fill(topic + ".ids", records);
        netServer.latency(Duration.ofMillis(latencyMillis));
        ChildJvm bridge = ChildJvm.ofJar(
                Path.of(System.getProperty("bridge.jar")),
                Files.createTempDirectory("batchtask-bench"),
                settings(topic, slots),
                JVM_OPTIONS,
                List.of());
        try (bridge;
                Progress progress = new Progress(topic + ".info", partitions)) {
            runs.add(measure(partitions, slots, latencyMillis, ceiling, bridge, progress));
            System.out.println(runs.get(runs.size() - 1));
            if (TRACES) {
                System.out.println("  bytes of spans so far: " + spans.bytes());
            }
        }
    }

    private Run measure(
            int partitions, int slots, long latencyMillis, double ceiling, ChildJvm bridge, Progress progress) {
        if (!progress.awaitAny(LONGEST)) {
            throw new IllegalStateException("no event within " + LONGEST + ":\n" + String.join("\n", bridge.output()));
        }
        progress.awaitTime(WARM_UP);
        long before = progress.events();
        Duration usedBefore = ProcessorTime.of(bridge.pid());
        long start = System.nanoTime();
        ProcessorTime.busyShare();
        double busy = progress.awaitTime(COUNTED, netServer::underWay);
        long events = progress.events() - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        int cores = Runtime.getRuntime().availableProcessors();
        double busyCores = ProcessorTime.busyShare() * cores;
        double used = ProcessorTime.of(bridge.pid()).minus(usedBefore).toNanos() / 1e3;
        int threads = ProcessorTime.threads(bridge.pid());
        double perSecond = events / seconds;
        return new Run(
                partitions,
                slots,
                latencyMillis,
                (int) events,
                perSecond,
                ceiling,
                perSecond / ceiling,
                busy,
                busy / perSecond * 1000,
                used / Math.max(1, events),
                used / 1e6 / seconds,
                busyCores,
                cores,
                threads);
    }

    private Map<String, String> settings(String topic, int slots) {
        Map<String, String> environment = new HashMap<>();
        environment.put("BATCHTASK_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("BATCHTASK_KAFKA_GROUP_ID", topic);
        environment.put("BATCHTASK_TOPICS_IDS", topic + ".ids");
        environment.put("BATCHTASK_TOPICS_INFO", topic + ".info");
        environment.put("BATCHTASK_TOPICS_DEAD_LETTER", topic + ".dlq");
        environment.put("BATCHTASK_NETSERVER_URL", netServer.url().toString());
        environment.put("BATCHTASK_NETSERVER_TICKET", NetServerSimulator.TICKET);
        environment.put("BATCHTASK_INTAKE_MAX_IN_FLIGHT", String.valueOf(slots));
        environment.put("BATCHTASK_MANAGEMENT_PORT", "0");
        environment.put("BATCHTASK_TRACES_ENABLED", String.valueOf(TRACES));
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", spans.url());
        return environment;
    }

    private void fill(String topic, int records) {
        try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
            for (int id = 1; id <= records; id++) {
                producer.send(new ProducerRecord<>(topic, null, bytes("key-" + id), bytes(String.valueOf(id))));
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write() throws IOException {
        Path file = Path.of("target", "bench", "end-to-end.json");
        Files.createDirectories(file.getParent());
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), runs);
        System.out.println("written to " + file);
    }

    /** Counts events by the topic's end offsets, which costs next to nothing. */
    private final class Progress implements AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        private final List<TopicPartition> partitions;

        Progress(String topic, int count) {
            partitions = IntStream.range(0, count)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
        }

        long events() {
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        boolean awaitAny(Duration atMost) {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (events() == 0 && System.nanoTime() < deadline) {
                awaitTime(Duration.ofMillis(100));
            }
            return events() > 0;
        }

        void awaitTime(Duration time) {
            awaitTime(time, () -> 0);
        }

        /** Waits, and returns the average of what was sampled every few milliseconds. */
        double awaitTime(Duration time, java.util.function.IntSupplier sampled) {
            long deadline = System.nanoTime() + time.toNanos();
            double sum = 0;
            int samples = 0;
            while (System.nanoTime() < deadline) {
                sum += sampled.getAsInt();
                samples++;
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
            return sum / Math.max(1, samples);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
