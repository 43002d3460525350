package io.batchtask.bridge.intake;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That another process has our {@code group.instance.id}, and when it is worth looking again whether it still has. Both
 * rejoining at once would drive each other out for ever, each time with the work in hand thrown away. Written to by the
 * polling thread, read by any.
 */
final class Fencing {
    private static final Logger LOG = LoggerFactory.getLogger(Fencing.class);
    /** Looking disturbs no one, and each minute more is one in which its partitions may be unread. */
    private static final IntervalFunction WAITS =
            IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(1));

    private static final int MOST_DOUBLINGS = 10;
    /** Two processes are not to look at one moment. */
    private static final double JITTER = 0.2;

    private final LongSupplier nanoTime;
    private volatile Optional<State> state = Optional.empty();

    private record State(String who, boolean drivenOut, int looks, long nextLook) {}

    /** @param nanoTime monotonic */
    Fencing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * This process is no member any more, or has not become one.
     *
     * @param drivenOut whether it was one
     */
    void begins(String group, String instance, boolean drivenOut) {
        int looks = state.map(State::looks).orElse(0);
        pause("group.instance.id " + instance + " in group " + group, drivenOut, looks);
        if (looks == 0) {
            LOG.error("Kafka cannot be read, it is tried again; reason={}", cause().orElseThrow());
        }
    }

    /** The other process is still there. */
    void goesOn() {
        state.ifPresent(now -> pause(now.who(), now.drivenOut(), now.looks()));
        LOG.warn("Kafka can still not be read; reason={}", cause().orElse(""));
    }

    private void pause(String who, boolean drivenOut, int looks) {
        double spread = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        Duration wait = Duration.ofMillis((long) (WAITS.apply(Math.min(looks + 1, MOST_DOUBLINGS)) * spread));
        state = Optional.of(new State(who, drivenOut, looks + 1, nanoTime.getAsLong() + wait.toNanos()));
    }

    boolean isDue() {
        return state.filter(now -> now.nextLook() - nanoTime.getAsLong() > 0).isEmpty();
    }

    /** This process is a member again. */
    void isOver() {
        state.ifPresent(last -> {
            LOG.info("Kafka is read again; {}", last.who());
            state = Optional.empty();
        });
    }

    /** In words for people; empty when this process may read. */
    Optional<String> cause() {
        return state.map(now -> {
            long left = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, now.nextLook() - nanoTime.getAsLong()));
            return (now.drivenOut()
                            ? "another process has " + now.who() + ": this one has stopped reading"
                            : "another process has, or had until its session ends, " + now.who()
                                    + ": this one does not read")
                    + "; next try in " + left + " s";
        });
    }
}
