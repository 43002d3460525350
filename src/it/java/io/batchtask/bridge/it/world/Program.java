package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.process.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** The built jar at work: what it prints and how it ends. */
public record Program(ChildJvm process) {
    /** Waits until it has printed a line with these words. */
    public void awaitLine(String words) {
        Awaitility.await(words).atMost(Timeouts.LONG).untilAsserted(() -> assertThat(process.output())
                .anySatisfy(line -> assertThat(line).contains(words)));
    }

    /** SIGTERM, and the exit code. Not by way of {@code Process}, which would close the output as well. */
    public int stop() {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
        return exit();
    }

    /** The exit code, once it has ended and all it printed has been read. */
    public int exit() {
        int code = process.waitFor(Timeouts.LONG);
        AtomicInteger seen = new AtomicInteger(-1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> seen.getAndSet(output().size()) == output().size());
        return code;
    }

    public List<String> output() {
        return process.output();
    }

    /** All it printed. */
    public String text() {
        return String.join("\n", output());
    }
}
