package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Optional;
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
    /** After that long as a member all begins anew. */
    private static final Duration SETTLED = Duration.ofMinutes(15);

    private final LongSupplier nanoTime;
    private volatile Optional<State> state = Optional.empty();
    private int tries;
    private Optional<Long> overSince = Optional.empty();

    private record State(String who, RejoinWait pauses, long nextTry) {}

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
        long now = nanoTime.getAsLong();
        if (overSince.filter(since -> now - since >= SETTLED.toNanos()).isPresent()) {
            tries = 0;
        }
        overSince = Optional.empty();
        boolean news = state.isEmpty();
        pause(
                "group.instance.id " + instance + " in group " + group,
                drivenOut ? RejoinWait.DRIVEN_OUT : RejoinWait.NOT_LET_IN);
        if (news) {
            LOG.error("Kafka cannot be read, it is tried again; reason={}", cause().orElseThrow());
        }
    }

    /** The other process is still there. */
    void goesOn() {
        state.ifPresent(now -> pause(now.who(), now.pauses()));
        LOG.warn("Kafka can still not be read; reason={}", cause().orElse(""));
    }

    private void pause(String who, RejoinWait pauses) {
        long length = pauses.before(++tries).toNanos();
        state = Optional.of(new State(who, pauses, nanoTime.getAsLong() + length));
    }

    boolean isDue() {
        return state.filter(now -> now.nextTry() - nanoTime.getAsLong() > 0).isEmpty();
    }

    /** This process is a member again. */
    void isOver() {
        state.ifPresent(last -> {
            LOG.info("Kafka is read again; {}", last.who());
            state = Optional.empty();
            overSince = Optional.of(nanoTime.getAsLong());
        });
    }

    /** In words for people; empty when this process may read. */
    Optional<String> cause() {
        return state.map(now -> {
            long left = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, now.nextTry() - nanoTime.getAsLong()));
            return (now.pauses() == RejoinWait.DRIVEN_OUT
                            ? "another process has " + now.who() + ": this one has stopped reading"
                            : "another process has, or had until its session ends, " + now.who()
                                    + ": this one does not read")
                    + "; next try in " + left + " s";
        });
    }
}
