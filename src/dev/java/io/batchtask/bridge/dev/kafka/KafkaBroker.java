package io.batchtask.bridge.dev.kafka;

import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.dev.process.Ports;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real Kafka broker (KRaft, one node) in a JVM of its own on free loopback ports. Starts in about two seconds. */
public final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "bTaskBridgeDevCluster0";
    private static final List<String> SMALL =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Open to all clients on this machine; the tests' own clients and the demo use it. */
    private static final String OPEN = "PLAINTEXT";

    /** Reached through the proxy only, and advertised under its address. */
    private static final String PROXIED = "PROXIED";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, String> extra;
    private final Map<String, String> listeners;
    private final Path home;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final int controllerPort = Ports.free();
    private final KafkaProxy proxy;
    private final KafkaProxy door;
    private final Path config;
    private ChildJvm child;

    private KafkaBroker(Map<String, String> extra, Map<String, String> listeners) throws IOException {
        this.extra = extra;
        this.listeners = listeners;
        this.home = Files.createTempDirectory("batchtask-kafka");
        this.config = home.resolve("server.properties");
        ports.put(OPEN, Ports.free());
        for (String listener : listeners.keySet()) {
            ports.put(listener, Ports.free());
        }
        this.proxy = ports.containsKey(PROXIED) ? KafkaProxy.before(ports.get(PROXIED)) : null;
        this.door = KafkaProxy.before(ports.get(OPEN));
        configure();
    }

    private void configure() throws IOException {
        Map<String, Integer> advertised = new LinkedHashMap<>(ports);
        if (proxy != null) {
            advertised.put(PROXIED, proxy.port());
        }
        Properties properties = new Properties();
        properties.putAll(new BrokerSettings(home.resolve("data"), OPEN, ports, advertised, listeners)
                .properties(controllerPort));
        properties.putAll(extra);
        try (var out = Files.newBufferedWriter(config)) {
            properties.store(out, null);
        }
    }

    /** A running broker without topics. */
    public static KafkaBroker start() {
        return start(Map.of());
    }

    /** @param extra broker settings on top of ours */
    public static KafkaBroker start(Map<String, String> extra) {
        return start(extra, Map.of());
    }

    /**
     * @param extra broker settings on top of ours, those of the listeners among them
     * @param listeners listeners beside the open one: names, and the security protocol of each
     */
    public static KafkaBroker start(Map<String, String> extra, Map<String, String> listeners) {
        try {
            KafkaBroker broker = new KafkaBroker(extra, listeners);
            broker.restart();
            return broker;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * With a listener behind a {@link #proxy}: who asks the proxy first stays with it, who asks
     * {@link #bootstrapServers} has nothing to do with it.
     *
     * @param extra broker settings on top of ours
     */
    public static KafkaBroker startBehindProxy(Map<String, String> extra) {
        return start(extra, Map.of(PROXIED, "PLAINTEXT"));
    }

    public String bootstrapServers() {
        return bootstrapServers(OPEN);
    }

    /** The address of that listener. */
    public String bootstrapServers(String listener) {
        return "127.0.0.1:" + ports.get(listener);
    }

    /** The one it was started behind; stays while the broker is killed and started again. */
    public KafkaProxy proxy() {
        return Objects.requireNonNull(proxy, "not started behind a proxy");
    }

    /**
     * An address that leads to the broker wherever it is, as a load balancer's or a name's would; clients that ask there
     * are sent on to the broker's own.
     */
    public KafkaProxy door() {
        return door;
    }

    /** Stops, and is back with its data under another address. */
    public void move() {
        stop();
        ports.put(OPEN, Ports.free());
        try {
            configure();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        restart();
        door.leadTo(ports.get(OPEN));
    }

    /** Starts the broker on its ports and data; returns when it answers. */
    public void restart() {
        child = ChildJvm.ofClass(
                BrokerMain.class,
                SMALL,
                List.of(config.toString(), CLUSTER_ID, home.resolve("data").toString()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!child.isAlive() || System.nanoTime() > deadline) {
                List<String> lines = child.output();
                child.kill();
                throw new IllegalStateException("the broker does not start:\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
            }
        }
    }

    private boolean answers() {
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (Exception notYet) {
            return false;
        }
    }

    public Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "200",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "20000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "5000"));
    }

    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    public void createTopic(String name, int partitions, Map<String, String> configs) {
        createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)));
    }

    /**
     * Returns when they can be written to: the controller's word comes before the broker has heard of it. A leader that
     * has not heard yet refuses a producer's first batch and may take the second that was already on its way, after which
     * the first is out of order until it expires (KAFKA-15591).
     */
    public void createTopics(List<NewTopic> topics) {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = admin()) {
            create(admin, topics, deadline);
            while (!admin.listTopics().names().get(20, TimeUnit.SECONDS).containsAll(names)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the broker does not list them");
                }
            }
            admin.listOffsets(firstOffsets(topics)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException("topics " + names + " cannot be created", failed);
        }
    }

    /** What only a leader answers, for each of their partitions. */
    private static Map<TopicPartition, OffsetSpec> firstOffsets(List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.earliest());
            }
        }
        return asked;
    }

    /** A broker that gets no time for its heartbeats is fenced for a moment, and takes no new topic meanwhile. */
    private static void create(Admin admin, List<NewTopic> topics, long deadline) throws Exception {
        while (true) {
            try {
                admin.createTopics(topics).all().get(20, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof InvalidReplicationFactorException) || System.nanoTime() > deadline) {
                    throw failed;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** A producer of bytes, by the open listener; what it sends comes to rest in the order sent. */
    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "linger.ms",
                        "5",
                        "acks",
                        "all",
                        // A leader that is new to it may refuse the first batch and take the second: see createTopics.
                        "max.in.flight.requests.per.connection",
                        "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public void deleteTopic(String name) {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(name)).all().get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException("topic " + name + " cannot be deleted", failed);
        }
    }

    /** SIGTERM, and waits until it has stopped. */
    public void stop() {
        child.close();
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** Where the records of that partition are on disk; to be changed only while the broker is stopped. */
    public Path log(String topic, int partition) {
        return home.resolve("data").resolve(topic + "-" + partition);
    }

    /**
     * Flips a bit of the batch that record is in, on disk; the broker must be stopped.
     *
     * @return the batch's first offset
     */
    public long corrupt(String topic, int partition, long offset) {
        Path segment = log(topic, partition).resolve("00000000000000000000.log");
        try (FileRecords log = FileRecords.open(segment.toFile());
                RandomAccessFile bytes = new RandomAccessFile(segment.toFile(), "rw")) {
            for (FileChannelRecordBatch batch : log.batches()) {
                if (batch.lastOffset() >= offset) {
                    long last = batch.position() + batch.sizeInBytes() - 1L;
                    bytes.seek(last);
                    int flipped = bytes.read() ^ 1;
                    bytes.seek(last);
                    bytes.write(flipped);
                    return batch.baseOffset();
                }
            }
            throw new IllegalArgumentException(topic + "-" + partition + " does not reach to " + offset);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The last lines the broker printed. */
    public List<String> output() {
        return new ArrayList<>(child.output());
    }

    @Override
    public void close() {
        child.kill();
        door.close();
        if (proxy != null) {
            proxy.close();
        }
        ChildJvm.delete(home);
    }
}
