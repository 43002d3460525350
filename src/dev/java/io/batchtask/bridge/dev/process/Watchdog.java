package io.batchtask.bridge.dev.process;

import java.io.IOException;
import java.util.List;

/**
 * Ends a process when the one that started us is gone, however it ended: our standard input closes then. For children
 * that, like the product, know nothing of a parent.
 */
public final class Watchdog {
    private Watchdog() {}

    /** Watches over that child until it is closed; close it before the child may be ended. */
    public static ChildJvm over(ChildJvm child) {
        return ChildJvm.ofClass(
                Watchdog.class,
                List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(String.valueOf(child.pid())));
    }

    /** Argument: the process to end. */
    public static void main(String[] args) throws Exception {
        Signals.on("INT", () -> {}); // Ctrl-C reaches the whole terminal group; the parent decides what it means
        // Taken now, while it runs: the handle also knows its start, so a later process of that number is safe.
        ProcessHandle child = ProcessHandle.of(Long.parseLong(args[0])).orElseThrow();
        waitForEndOfInput();
        child.destroyForcibly(); // no one is left whom an orderly end would serve
    }

    private static void waitForEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException closed) {
            // as good as its end
        }
    }
}
