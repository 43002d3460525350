package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;

/**
 * What a consumer does whose {@code group.instance.id} another process has: nothing, until the group knows no member of
 * that name any more. Then a new consumer joins. Used by its polling thread only.
 */
final class FencedMember implements AutoCloseable {
    private static final Duration NAP = Duration.ofMillis(100); // a stop waits for no longer

    private static final long LET_IN_NANOS = Duration.ofSeconds(10).toNanos();

    private final String group;
    private final String instance;
    private final Fencing fencing;
    private final Namesake namesake;
    private final long made = System.nanoTime();
    private boolean fenced;

    FencedMember(Properties consumer, Fencing fencing) {
        this(
                consumer.getProperty(ConsumerConfig.GROUP_ID_CONFIG),
                consumer.getProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                fencing,
                Namesake.of(consumer));
    }

    FencedMember(String group, String instance, Fencing fencing, Namesake namesake) {
        this.group = group;
        this.instance = instance;
        this.fencing = fencing;
        this.namesake = namesake;
    }

    /** Whether that failure says that another process has our name; this consumer is of no more use then. */
    boolean isFencedBy(Throwable failed) {
        for (Throwable cause = failed; cause != null && !fenced; cause = cause.getCause()) {
            boolean drivenOut = cause instanceof FencedInstanceIdException;
            if (drivenOut || cause instanceof UnreleasedInstanceIdException) {
                fenced = true;
                fencing.begins(group, instance, drivenOut);
            }
        }
        return fenced;
    }

    boolean isFenced() {
        return fenced;
    }

    /**
     * In place of a poll: takes a moment, and looks whether it is time to join again.
     *
     * @throws OutdatedConsumerException when it is
     */
    void waitForItsName() {
        if (fencing.isDue()) {
            Optional<Boolean> taken = namesake.isThere();
            if (taken.isPresent() && !taken.get()) {
                throw new OutdatedConsumerException("no member has group.instance.id " + instance + " any more");
            }
            taken.ifPresent(other -> fencing.goesOn());
        }
        try {
            Thread.sleep(NAP.toMillis());
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping);
        }
    }

    /**
     * This consumer sends heartbeats, which does not prove that it was let in.
     *
     * @param reads whether it has partitions, which does
     */
    void joined(boolean reads) {
        if (!fenced && (reads || System.nanoTime() - made > LET_IN_NANOS)) {
            fencing.isOver();
        }
    }

    @Override
    public void close() {
        namesake.close();
    }
}
