package io.batchtask.bridge.management;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what keeps the service from being ready: each check once when it goes down, also beside others that are
 * down already, and also when it has been down from the start. Joining the group takes some seconds after each start,
 * which is no news: until it was ready once, what keeps it from that is logged as information after a while, and as a warning
 * after a longer one.
 */
final class ReadyLog {
    static final Duration GRACE = Duration.ofSeconds(30);

    /** By then a start is over, as a rule: the causes are said, and that they may pass. */
    static final Duration FIRST_WORD = Duration.ofSeconds(10);

    /** The check that is down while the service starts and stops, which it logs itself. */
    private static final String ITSELF = "service";

    private static final Logger LOG = LoggerFactory.getLogger(ReadyLog.class);

    private final LongSupplier nanoTime;
    private final long start;
    private final Set<String> logged = new HashSet<>();
    private boolean wasReady;
    private boolean announced;
    private boolean settled;

    ReadyLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void log(Status now) {
        if (now.ready() && !wasReady) {
            LOG.info("ready");
        }
        wasReady = now.ready();
        settled |= now.ready() || nanoTime.getAsLong() - start >= GRACE.toNanos();
        Set<String> down = now.checks().stream()
                .filter(check -> !check.up())
                .map(Status.Check::name)
                .collect(Collectors.toSet());
        logged.retainAll(down);
        Stream<Status.Check> causes = now.checks().stream()
                .filter(check -> !check.up() && !check.name().equals(ITSELF));
        if (settled) {
            causes.filter(check -> logged.add(check.name()))
                    .forEach(check -> LOG.warn("not ready; check={} reason={}", check.name(), check.reason()));
        } else if (!announced && nanoTime.getAsLong() - start >= FIRST_WORD.toNanos()) {
            announced = true;
            causes.forEach(check -> LOG.info("not ready yet; check={} reason={}", check.name(), check.reason()));
        }
    }
}
