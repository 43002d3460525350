package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.TaskService;
import io.batchtask.bridge.signin.Tickets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The one way a task is asked for: wait for the turn, wait for the ticket, call, make room for the next. What a reply
 * says about the ticket and the rate is entered here as well. A call that has begun always ends, with a failure if need
 * be, an {@code Error} included: one without an end would keep its slot and hold its partition's commits for ever.
 */
public final class Caller {
    private final TaskService netServer;
    private final Tickets tickets;
    private final CallLimiter limiter;
    private final AdaptiveRate rate;
    private final CallListener listener;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** @param nanoTime monotonic */
    public Caller(
            TaskService netServer,
            Tickets tickets,
            CallLimiter limiter,
            AdaptiveRate rate,
            CallListener listener,
            LongSupplier nanoTime) {
        this.netServer = netServer;
        this.tickets = tickets;
        this.limiter = limiter;
        this.rate = rate;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Calls made and not answered yet. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Makes that call as soon as it may be made. */
    public void make(TaskCall call, Turn turn) {
        limiter.enter(turn, () -> enter(call, turn));
    }

    /** NetServer may have moved: finds out. False when there is no one to ask; never fails. */
    public CompletableFuture<Boolean> refreshLocation() {
        return netServer.location().refresh();
    }

    private void enter(TaskCall call, Turn turn) {
        tickets.ticket().whenComplete((ticket, stopped) -> {
            if (stopped == null && turn != Turn.PROBE && limiter.isShut()) { // since, while the ticket was waited for
                limiter.leave(turn);
                make(call, Turn.AGAIN);
            } else if (stopped == null && call.begins()) {
                call(call, turn, ticket);
            } else {
                limiter.leave(turn);
                call.withdrawn();
            }
        });
    }

    private void call(TaskCall call, Turn turn, String ticket) {
        long began = nanoTime.getAsLong();
        CompletableFuture<Reply> replied = send(call, ticket, false);
        if (turn != Turn.PROBE) { // a probe is content with any answer
            replied = replied.thenCompose(reply -> isDoubtful(reply) && call.endsWith(reply)
                    ? confirm((Reply.Failed) reply, call, ticket)
                    : CompletableFuture.completedFuture(reply));
        }
        replied.whenComplete((reply, broken) -> {
            limiter.leave(turn);
            Reply ended = broken == null
                    ? learned(reply, call.taskId(), turn, ticket, began)
                    : new Reply.Failed(Defect.ofCall(broken));
            call.ended(ended, ticket, Duration.ofNanos(nanoTime.getAsLong() - began));
        });
    }

    /** One call over the wire. */
    private CompletableFuture<Reply> send(TaskCall call, String ticket, boolean fresh) {
        long sent = nanoTime.getAsLong();
        inFlight.incrementAndGet();
        CompletableFuture<Reply> replied;
        try {
            replied = netServer.lookUp(call.taskId(), ticket, fresh, call.cause());
        } catch (Throwable broken) {
            replied = CompletableFuture.failedFuture(broken);
        }
        return replied.whenComplete((reply, broken) -> {
            inFlight.decrementAndGet();
            if (broken == null) {
                listener.answered(reply, Duration.ofNanos(nanoTime.getAsLong() - sent));
            }
        });
    }

    private static boolean isDoubtful(Reply reply) {
        return reply instanceof Reply.Failed failed && failed.doubtful();
    }

    /**
     * A server that sends two answers to one request has the second one taken for the next request's. So the end of a
     * record that does not name its task is confirmed on a connection of its own, which is rare and cheap, and what
     * comes then counts.
     */
    private CompletableFuture<Reply> confirm(Reply.Failed first, TaskCall call, String ticket) {
        boolean namesAnother = first.failure().code().equals(Reply.OTHER_ID);
        if (namesAnother) {
            netServer.distrustConnections();
        }
        limiter.calledOnceMore();
        return send(call, ticket, true).thenApply(second -> {
            if (!namesAnother && contradicts(second, first)) {
                netServer.distrustConnections();
            }
            return second;
        });
    }

    /** Whether they cannot both be meant for that task; what says nothing of it contradicts nothing. */
    private static boolean contradicts(Reply second, Reply.Failed first) {
        if (!(second instanceof Reply.Failed now)) {
            return true;
        }
        boolean same = now.failure().className().equals(first.failure().className())
                && now.failure().code().equals(first.failure().code());
        return now.isAnswer() && !same;
    }

    private Reply learned(Reply reply, int taskId, Turn turn, String ticket, long began) {
        try {
            learn(reply, taskId, turn, ticket, began);
            return reply;
        } catch (Throwable defect) { // the call has to end all the same
            return new Reply.Failed(Defect.ofCall(defect));
        }
    }

    /** An expired ticket is replaced for all, one that was accepted is known to be good; throttling slows all down. */
    private void learn(Reply reply, int taskId, Turn turn, String ticket, long began) {
        if (reply.failedWith(Failure.SignIn.class).isPresent()) {
            tickets.invalidate(ticket);
        }
        if (turn == Turn.PROBE) { // not confirmed, and says nothing of what NetServer bears
            return;
        }
        if (reply.isAnswer()) {
            tickets.confirm(ticket);
            rate.answered(began);
        }
        reply.failedWith(Failure.Unavailable.class)
                .filter(Reply::isThrottled)
                .ifPresent(throttled -> rate.throttled(taskId, began, throttled.retryAfter()));
    }
}
