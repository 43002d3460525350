package io.batchtask.bridge.dev.kafka;

import io.batchtask.bridge.dev.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The child's program: formats its storage once, then is Kafka. Ends when its standard input does. */
public final class BrokerMain {
    private BrokerMain() {}

    /** Arguments: properties file, cluster id, data directory. */
    public static void main(String[] args) throws Exception {
        if (!Files.exists(Path.of(args[2], "meta.properties"))) {
            String[] format = {"format", "-t", args[1], "-c", args[0], "--ignore-formatted"};
            kafka.tools.StorageTool.execute(format, System.out);
        }
        Thread parent = new Thread(BrokerMain::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        // Ctrl-C reaches the whole terminal group; the parent decides when the broker is no longer needed.
        Signals.on("INT", () -> {});
        kafka.Kafka.main(new String[] {args[0]});
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException closed) {
            // as good as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
