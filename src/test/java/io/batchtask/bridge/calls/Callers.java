package io.batchtask.bridge.calls;

import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.TaskService;
import io.batchtask.bridge.signin.SignInRetry;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that let all calls in, and what a call through them comes to. */
final class Callers {
    private Callers() {}

    static Caller caller(TaskService netServer, CallListener listener) {
        ManualTime time = new ManualTime();
        AdaptiveRate rate = new AdaptiveRate(0, time::nanoTime);
        CallLimiter limiter = new CallLimiter(4, rate, () -> false, Runnable::run, time, time::nanoTime);
        return new Caller(netServer, tickets(time), limiter, rate, listener, time::nanoTime);
    }

    static Tickets tickets(ManualTime time) {
        SignInRetry retry =
                new SignInRetry(times -> Duration.ofSeconds(1), List::of, false, Runnable::run, time, time::nanoTime);
        AtomicInteger signIns = new AtomicInteger();
        return new Tickets(
                () -> CompletableFuture.completedFuture("ticket-" + signIns.incrementAndGet()),
                retry,
                Duration.ofHours(6),
                text -> text,
                time::nanoTime);
    }

    /** Exceptionally when the call was withdrawn. */
    static CompletableFuture<Reply> make(Caller caller, int taskId, Turn turn) {
        return make(caller, new Recorded(taskId), turn);
    }

    static CompletableFuture<Reply> make(Caller caller, Recorded call, Turn turn) {
        caller.make(call, turn);
        return call.reply.orTimeout(30, TimeUnit.SECONDS);
    }

    /** A call that notes what became of it. */
    static final class Recorded implements TaskCall {
        final CompletableFuture<Reply> reply = new CompletableFuture<>();
        boolean wanted = true;
        boolean waits;
        int begun;
        int withdrawn;
        private final int taskId;

        Recorded(int taskId) {
            this.taskId = taskId;
        }

        @Override
        public int taskId() {
            return taskId;
        }

        @Override
        public boolean begins() {
            begun++;
            return wanted;
        }

        @Override
        public void withdrawn() {
            withdrawn++;
            reply.completeExceptionally(new CancellationException());
        }

        @Override
        public boolean endsWith(Reply reply) {
            return !waits;
        }

        @Override
        public void ended(Reply came, String ticket, Duration time) {
            if (!reply.complete(came)) {
                throw new AssertionError("ended twice");
            }
        }
    }
}
