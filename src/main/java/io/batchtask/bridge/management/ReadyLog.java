package io.batchtask.bridge.management;

import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what keeps the service from being ready: each check when it goes down, also beside others that are down already,
 * once a minute while it is down, and when it is up again. Joining the group takes some seconds after each start, which is
 * no news: until it was ready once, what keeps it from that is logged as information after a while, and as a warning
 * after a longer one. Nothing is said while it stops.
 */
final class ReadyLog {
    static final Duration GRACE = Duration.ofSeconds(30);

    /** By then a start is over, as a rule: the causes are said, and that they may pass. */
    static final Duration FIRST_WORD = Duration.ofSeconds(10);

    static final Duration EVERY = Duration.ofMinutes(1);

    /** The check that is down while the service starts and stops, which it logs itself. */
    private static final String ITSELF = "service";

    private static final Logger LOG = LoggerFactory.getLogger(ReadyLog.class);

    private final LongSupplier nanoTime;
    private final long start;
    private final Map<String, Down> logged = new TreeMap<>();
    private boolean wasReady;
    private boolean started;
    private boolean announced;
    private boolean settled;

    private record Down(long since, long said) {}

    ReadyLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void log(Status status) {
        boolean running = status.checks().stream()
                .allMatch(check -> check.up() || !check.name().equals(ITSELF));
        if (started && !running) {
            return; // it stops: that it leaves the group, say, is no trouble
        }
        started = running;
        long now = nanoTime.getAsLong();
        settled |= status.ready() || now - start >= GRACE.toNanos();
        Map<String, Status.Check> down = status.checks().stream()
                .filter(check -> !check.up() && !check.name().equals(ITSELF))
                .collect(Collectors.toMap(Status.Check::name, check -> check, (one, other) -> one, TreeMap::new));
        logUp(down.keySet(), now);
        if (settled) {
            down.values().forEach(check -> logDown(check, now));
        } else if (!announced && now - start >= FIRST_WORD.toNanos()) {
            announced = true;
            down.values().forEach(check -> LOG.info("not ready yet; check={} reason={}", check.name(), check.reason()));
        }
        if (status.ready() && !wasReady) {
            LOG.info("ready");
        }
        wasReady = status.ready();
    }

    private void logDown(Status.Check check, long now) {
        Down before = logged.get(check.name());
        if (before == null) {
            logged.put(check.name(), new Down(now, now));
            LOG.warn("not ready; check={} reason={}", check.name(), check.reason());
        } else if (now - before.said() >= EVERY.toNanos()) {
            logged.put(check.name(), new Down(before.since(), now));
            LOG.warn(
                    "still not ready; check={} lasts={} reason={}", check.name(), lasting(before, now), check.reason());
        }
    }

    private void logUp(Set<String> down, long now) {
        logged.forEach((name, before) -> {
            if (!down.contains(name)) {
                LOG.info("up again; check={} lasted={}", name, lasting(before, now));
            }
        });
        logged.keySet().retainAll(down);
    }

    private static String lasting(Down down, long now) {
        return Lasting.words(Duration.ofNanos(now - down.since()));
    }
}
