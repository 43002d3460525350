package io.batchtask.bridge.dev.kafka;

import io.batchtask.bridge.dev.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka broker (KRaft, one node) in a JVM of its own on free loopback ports. Starts in about two seconds. */
public final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "bTaskBridgeDevCluster0";
    private static final List<String> SMALL =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Open to everybody on this machine; the tests' own clients and the demo use it. */
    private static final String OPEN = "PLAINTEXT";

    private final Path home;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Path config;
    private ChildJvm child;

    private KafkaBroker(Map<String, String> extra, Map<String, String> listeners) throws IOException {
        this.home = Files.createTempDirectory("batchtask-kafka");
        ports.put(OPEN, freePort());
        for (String listener : listeners.keySet()) {
            ports.put(listener, freePort());
        }
        Properties properties = new Properties();
        properties.putAll(properties(freePort(), listeners));
        properties.putAll(extra);
        this.config = home.resolve("server.properties");
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

    private Map<String, String> properties(int controllerPort, Map<String, String> listeners) {
        List<String> addresses = new ArrayList<>();
        ports.forEach((name, port) -> addresses.add(name + "://127.0.0.1:" + port));
        String advertised = String.join(",", addresses);
        StringBuilder protocols = new StringBuilder(OPEN + ":PLAINTEXT,CONTROLLER:PLAINTEXT");
        listeners.forEach((name, protocol) ->
                protocols.append(',').append(name).append(':').append(protocol));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("listeners", advertised + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", advertised);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", OPEN);
        properties.put("listener.security.protocol.map", protocols.toString());
        properties.put("log.dirs", home.resolve("data").toString());
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.enable", "false");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "2");
        // Otherwise a restart after a kill takes as long as the old session.
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "200");
        return properties;
    }

    public String bootstrapServers() {
        return bootstrapServers(OPEN);
    }

    /** The address of that listener. */
    public String bootstrapServers(String listener) {
        return "127.0.0.1:" + ports.get(listener);
    }

    /** Starts the broker on its ports and data; returns when it answers. */
    public void restart() {
        child = ChildJvm.ofClass(
                BrokerMain.class,
                SMALL,
                List.of(config.toString(), CLUSTER_ID, home.resolve("data").toString()));
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
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
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException("topic " + name + " cannot be created", failed);
        }
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

    /** The last lines the broker printed. */
    public List<String> output() {
        return new ArrayList<>(child.output());
    }

    @Override
    public void close() {
        child.kill();
        ChildJvm.delete(home);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
