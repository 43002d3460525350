package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Main;
import io.batchtask.bridge.dev.kafka.KafkaBroker;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.metrics.Balance;
import io.batchtask.bridge.service.Service;
import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.traces.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;

/**
 * What a test needs around the bridge: a broker (one for all tests of a run), a simulator and topics of its own, and
 * the bridge in this process or as a process of its own.
 */
public final class World implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static KafkaBroker shared;

    static {
        Awaitility.setDefaultTimeout(Timeouts.LONG);
    }

    public final KafkaBroker broker;
    public final Admin admin;
    public final NetServerSimulator netServer = NetServerSimulator.start();
    public final String ids;
    public final String info;
    public final String deadLetter;
    public final String group;
    public final Map<String, String> settings = new LinkedHashMap<>();

    private final int partitions;
    private final boolean ownBroker;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Path directory;

    private World(KafkaBroker broker, boolean ownBroker, int partitions) {
        this.broker = broker;
        this.ownBroker = ownBroker;
        this.partitions = partitions;
        String suffix = "." + NUMBER.incrementAndGet();
        ids = "ids" + suffix;
        info = "info" + suffix;
        deadLetter = "dlq" + suffix;
        group = "bridge" + suffix;
        admin = broker.admin();
        createTopics(partitions, ids, info, deadLetter);
        producer = broker.producer();
        settings.put("batchtask.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("batchtask.kafka.group-id", group);
        // Far above what a busy machine stands still for; deliveries have a third of it, and one that failed is a
        // repeat.
        settings.put("batchtask.kafka.client.session.timeout.ms", "20000");
        settings.put("batchtask.kafka.client.heartbeat.interval.ms", "1000");
        settings.put("batchtask.topics.ids", ids);
        settings.put("batchtask.topics.info", info);
        settings.put("batchtask.topics.dead-letter", deadLetter);
        settings.put("batchtask.netserver.url", netServer.url().toString());
        settings.put("batchtask.netserver.ticket", NetServerSimulator.TICKET);
        settings.put("batchtask.netserver.tenant", "Cust12345");
        settings.put("batchtask.management.port", "0");
        settings.put("batchtask.retry.initial-delay", "50ms");
        settings.put("batchtask.retry.max-delay", "500ms");
        settings.put("batchtask.breaker.wait-duration", "200ms");
        settings.put("batchtask.breaker.max-wait-duration", "500ms");
        try {
            directory = Files.createTempDirectory("batchtask-it");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** On the broker all tests share. */
    public static World create() {
        return create(3);
    }

    public static synchronized World create(int partitions) {
        if (shared == null) {
            shared = KafkaBroker.start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return new World(shared, false, partitions);
    }

    /** On a broker that the caller starts and ends. */
    public static World on(KafkaBroker broker, int partitions) {
        return new World(broker, false, partitions);
    }

    /** With a broker that may be killed; its settings on top of the usual ones. */
    public static World withOwnBroker(int partitions, Map<String, String> extra) {
        return new World(KafkaBroker.start(extra), true, partitions);
    }

    /** With a broker of its own that the bridge reaches through a proxy; the test's own clients go straight to it. */
    public static World behindProxy(int partitions, Map<String, String> extra) {
        KafkaBroker broker = KafkaBroker.startBehindProxy(extra);
        return new World(broker, true, partitions)
                .set("kafka.bootstrap-servers", broker.proxy().bootstrapServers());
    }

    public World set(String key, Object value) {
        settings.put("batchtask." + key, value.toString());
        return this;
    }

    /** As if that setting had never been made. */
    public World unset(String key) {
        settings.remove("batchtask." + key);
        return this;
    }

    /** How many each of its topics has. */
    public int partitions() {
        return partitions;
    }

    /** Signs in as the user the simulator knows from the beginning. */
    public World signInByPassword() {
        return signInByPassword(NetServerSimulator.USER, NetServerSimulator.PASSWORD);
    }

    /** Signs in as that user, whom the simulator may not know, in place of the ticket. */
    public World signInByPassword(String user, String password) {
        return unset("netserver.ticket")
                .set("netserver.sign-in", "password")
                .set("netserver.username", user)
                .set("netserver.password", password);
    }

    /** An empty directory that goes with this world. */
    public Path directory() {
        return directory;
    }

    // ---- the bridge

    /** The service in this process, reading. */
    public Service service() {
        return started(() -> new Service(load(), true));
    }

    /** The same, traced so. */
    public Service service(Tracing tracing) {
        return started(() -> new Service(load(), true, redactor -> tracing));
    }

    private Service started(Callable<Service> made) {
        try {
            Service service = made.call();
            service.start();
            opened.add(service);
            services.add(service);
            return service;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    public io.batchtask.bridge.settings.Settings load() {
        return SettingsLoader.load(Optional.of(settingsFile())).settings();
    }

    private Path settingsFile() {
        try {
            Path file = Files.createTempFile(directory, "bridge", ".properties");
            Properties properties = new Properties();
            properties.putAll(settings);
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The built jar as a process of its own, configured by environment variables. */
    public ChildJvm process(String... arguments) {
        return process(QuickStart.options(), arguments);
    }

    public ChildJvm process(List<String> jvmOptions, String... arguments) {
        return opened(ChildJvm.ofJar(
                Path.of(System.getProperty("bridge.jar")), directory, environment(), jvmOptions, List.of(arguments)));
    }

    /** The settings as environment variables. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((key, value) ->
                environment.put(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT), value));
        return environment;
    }

    /** A process of its own that has the tests' classes, too, so that its settings may name one of them. */
    ChildJvm processWithTests(List<String> jvmOptions) {
        return opened(ChildJvm.ofClass(
                Main.class, jvmOptions, List.of("--config", settingsFile().toString(), "run")));
    }

    private ChildJvm opened(ChildJvm child) {
        opened.add(() -> {
            child.close();
            Instance.keepLog(group, child);
        });
        return child;
    }

    /** As {@link #process}, for what it prints and how it ends. */
    public Program program(String... arguments) {
        return new Program(process(arguments));
    }

    // ---- Kafka

    public void createTopics(int partitions, String... names) {
        broker.createTopics(Stream.of(names)
                .map(name -> new NewTopic(name, partitions, (short) 1))
                .toList());
    }

    public Future<?> send(String key, String value) {
        return send(bytes(key), bytes(value));
    }

    public Future<?> send(byte[] key, byte[] value, Header... headers) {
        return producer.send(new ProducerRecord<>(ids, null, null, key, value, List.of(headers)));
    }

    /** To that partition, whatever the key. */
    public Future<?> send(int partition, String key, String value) {
        return producer.send(new ProducerRecord<>(ids, partition, bytes(key), bytes(value)));
    }

    public void flush() {
        producer.flush();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Everything in that topic, from its beginning, as far as it is read. */
    public Tail tail(String topic) {
        Tail tail = new Tail(broker.bootstrapServers(), topic);
        opened.add(tail);
        return tail;
    }

    /** Records written to that topic so far. */
    public long end(String topic) {
        try (Admin admin = broker.admin()) {
            List<TopicPartition> all =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            return ends(admin, all).values().stream().mapToLong(Long::longValue).sum();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Where those partitions end, transactions under way included. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (Admin admin = broker.admin()) {
            return ends(admin, partitions);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions) throws Exception {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Records of the ids topic the group has not committed yet. */
    public long lag() {
        return new Lag(admin, group, ids).records();
    }

    /** Waits until nothing is left to do. */
    public void awaitNoLag() {
        flush();
        Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(lag())
                .as("records not committed")
                .isZero());
    }

    /** Nothing is left to do, and every record that was read is accounted for. */
    public void closeTheBooks(Service service) {
        awaitNoLag();
        Balance balance = service.ledger().balance();
        assertThat(balance.isEven()).as("books: %s", balance).isTrue();
        assertThat(balance.inFlight()).as("books: %s", balance).isZero();
    }

    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
        producer.close(Duration.ZERO);
        admin.close();
        netServer.close();
        if (ownBroker) {
            broker.close();
        }
        ChildJvm.delete(directory);
        services.forEach(service -> assertThat(service.ledger().balance())
                .as("the books of a service, whatever the test was about")
                .matches(Balance::isEven));
    }
}
