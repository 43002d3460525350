package io.batchtask.bridge;

import io.batchtask.bridge.cli.BridgeCommand;
import io.batchtask.bridge.cli.Libraries;
import java.util.Optional;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Optional<String> complaint = Libraries.complaint(); // before any class that needs one
        if (complaint.isPresent()) {
            Libraries.print(complaint.get());
            System.exit(2);
        }
        // CXF logs through java.util.logging unless that is set before its first class is loaded.
        System.setProperty("org.apache.cxf.Logger", "org.apache.cxf.common.logging.Slf4jLogger");
        // From Java 24 on the JVM writes warnings of Netty's Unsafe into the log; the management port does without it.
        System.setProperty("io.netty.noUnsafe", System.getProperty("io.netty.noUnsafe", "true"));
        System.exit(BridgeCommand.execute(args));
    }
}
