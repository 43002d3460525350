package io.batchtask.bridge.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * SIGTERM and Ctrl-C: what is under way comes to a good end, what it has to say is printed, and then the process ends as
 * by the signal.
 */
final class ReplayStop {
    /** Above what a transaction takes; a broker that is away must not keep the process. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    /**
     * @param stop tells it to stop
     * @param idle whether it waits for a person, who has left
     */
    ReplayStop(Runnable stop, BooleanSupplier idle) {
        hook = new Thread(
                () -> {
                    stop.run();
                    await(idle);
                },
                "batchtask-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await(BooleanSupplier idle) {
        try {
            long began = System.nanoTime();
            while (!idle.getAsBoolean() // it may come to a question only now
                    && !ended.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                    && System.nanoTime() - began < PATIENCE.toNanos()) {}
        } catch (InterruptedException endsAnyway) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended, and has said all it has to say. */
    void ended() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // it is this hook that waits
        }
    }
}
