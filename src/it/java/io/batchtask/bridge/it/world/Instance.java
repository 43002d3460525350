package io.batchtask.bridge.it.world;

import io.batchtask.bridge.dev.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One instance of the bridge, the built jar as a process of its own, seen through its log. */
public final class Instance {
    /** Said when the group has given it at least one partition. */
    public static final String ASSIGNED = "partitions assigned; partitions=[ids";

    /** Said when it is, and nothing else has these words: not that it is not. */
    public static final String READY = "  ready";

    private static final String MANAGEMENT = "management port open; address=";

    private static final int SHOWN = 40;

    /** What is looked at may be hundreds of metrics, made and read for each look. */
    private static final Duration LOOKS = Duration.ofMillis(100);

    public final ChildJvm jvm;
    private ManagementPort port;

    private Instance(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Started; whether it reads yet is another question. */
    public static Instance start(World world, String... moreJvmOptions) {
        List<String> options = new ArrayList<>(QuickStart.options());
        options.addAll(List.of(moreJvmOptions));
        return new Instance(world.process(options));
    }

    /** One whose settings may name classes of the tests. */
    public static Instance startWithTests(World world) {
        return new Instance(world.processWithTests(QuickStart.SMALL));
    }

    /** Waits until the group has given it partitions. */
    public Instance awaitAssigned() {
        return awaitSaid(ASSIGNED);
    }

    /** Waits until it is given partitions on top of those it has. */
    public Instance awaitAssignedAgain() {
        long before = said(ASSIGNED);
        return await("more partitions", Timeouts.LONG, () -> said(ASSIGNED) > before);
    }

    public Instance awaitSaid(String words) {
        return await("log line \"" + words + "\"", Timeouts.LONG, () -> said(words) > 0);
    }

    /** Waits for that while the process lives; failing shows its latest log lines. */
    public Instance await(String what, Duration atMost, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(atMost)
                    .pollInterval(LOOKS)
                    .failFast(() -> !jvm.isAlive())
                    .until(condition);
            return this;
        } catch (ConditionTimeoutException | org.awaitility.core.TerminalFailureException missed) {
            throw new AssertionError(
                    what + (jvm.isAlive() ? " within " + atMost : ", but it ended") + "\n" + log(), missed);
        }
    }

    /** Its management port, as soon as it is open. */
    /** Always the same, whose connection is kept: each process takes so many of one address and no more. */
    public synchronized ManagementPort management() {
        if (port == null) {
            port = port();
        }
        return port;
    }

    private ManagementPort port() {
        awaitSaid(MANAGEMENT);
        String line = jvm.output().stream()
                .filter(one -> one.contains(MANAGEMENT))
                .findFirst()
                .orElseThrow();
        String address = line.substring(line.indexOf(MANAGEMENT) + MANAGEMENT.length());
        return new ManagementPort(URI.create(address.split(" ")[0]));
    }

    /** Lines of the log with these words. */
    public long said(String words) {
        return jvm.output().stream().filter(line -> line.contains(words)).count();
    }

    public String log() {
        List<String> lines = jvm.output();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }

    /** SIGTERM; the exit code, -1 when it does not end. */
    public int stop() {
        jvm.terminate();
        return jvm.waitFor(Timeouts.LONG);
    }

    /** SIGKILL. */
    public void kill() {
        jvm.kill();
    }

    /** Beside the test reports, to see what a process said. */
    public static void keepLog(String name, ChildJvm child) {
        try {
            Path logs = Files.createDirectories(
                    Path.of(System.getProperty("bridge.jar")).resolveSibling("instances"));
            Files.write(logs.resolve(name + "-" + child.pid() + ".log"), child.output());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
