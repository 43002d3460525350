package io.batchtask.bridge.dev;

import io.batchtask.bridge.dev.kafka.KafkaBroker;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.dev.process.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Everything the demo starts: the broker, the simulator, the topics, and the bridge as people get it, from its jar. */
final class DemoWorld implements AutoCloseable {
    static final int PARTITIONS = 3;
    static final String IDS = "superoffice.batchtask.ids";
    static final String INFO = "superoffice.batchtask.info";
    static final String DEAD_LETTER = "superoffice.batchtask.ids.dlq";
    static final String GROUP = "batchtask-bridge";

    final KafkaBroker broker;
    final NetServerSimulator netServer;
    final ChildJvm bridge;
    private final ChildJvm watchdog;
    private final Path directory;

    /** @param log receives each line the bridge prints */
    DemoWorld(Path jar, Consumer<String> log) throws IOException {
        directory = Files.createTempDirectory("batchtask-demo");
        broker = KafkaBroker.start();
        netServer = NetServerSimulator.start();
        DemoScript.prepare(netServer);
        for (String topic : List.of(IDS, INFO, DEAD_LETTER)) {
            broker.createTopic(topic, PARTITIONS);
        }
        // In a directory of its own, so that no settings file of this checkout has a say.
        bridge = ChildJvm.ofJar(jar, directory, settings(), List.of("-Xmx256m"), List.of("run"), log);
        watchdog = Watchdog.over(bridge);
    }

    private Map<String, String> settings() {
        return Map.of(
                "BATCHTASK_KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "BATCHTASK_KAFKA_GROUP_ID",
                GROUP,
                "BATCHTASK_NETSERVER_URL",
                netServer.url().toString(),
                "BATCHTASK_NETSERVER_TENANT",
                "Cust12345",
                "BATCHTASK_NETSERVER_SIGN_IN",
                "password",
                "BATCHTASK_NETSERVER_USERNAME",
                NetServerSimulator.USER,
                "BATCHTASK_NETSERVER_PASSWORD",
                NetServerSimulator.PASSWORD,
                "BATCHTASK_EVENTS_NOT_FOUND",
                "publish", // the books count on it: nothing is dropped
                "BATCHTASK_RETRY_INITIAL_DELAY",
                "200ms",
                "BATCHTASK_MANAGEMENT_PORT",
                "0");
    }

    /** Ends the bridge as its operator would, and returns its exit code; -1 when it had to be killed. */
    int stopBridge() {
        bridge.terminate();
        int code = bridge.waitFor(Duration.ofSeconds(45));
        if (code == -1) {
            bridge.kill();
        }
        return code;
    }

    @Override
    public void close() {
        watchdog.kill();
        bridge.kill();
        netServer.close();
        broker.close();
        ChildJvm.delete(directory);
    }
}
