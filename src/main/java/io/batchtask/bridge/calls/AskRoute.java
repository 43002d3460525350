package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Calls through the ask route. A reply always comes, as a failure if need be, an {@code Error} included: a call
 * without an end would keep its slot and hold its partition's commits for ever. Each is an exchange of its own, so
 * nothing of the record reaches NetServer but the task id, and nothing of CXF reaches the event.
 */
public final class AskRoute implements Ask {
    private final NetServer netServer;
    private final RouteProducer route;
    private final CallListener listener;
    private final Runnable calledOnceMore;
    private final AtomicInteger underWay = new AtomicInteger();

    /** A call and what came of it. */
    private record Answered(Exchange call, Reply reply) {}

    /** @param calledOnceMore hears of each call that nobody has asked at the {@link CallLimiter} for */
    public AskRoute(NetServer netServer, RouteProducer route, CallListener listener, Runnable calledOnceMore) {
        this.netServer = netServer;
        this.route = route;
        this.listener = listener;
        this.calledOnceMore = calledOnceMore;
    }

    /** Calls made and not answered yet. */
    public int underWay() {
        return underWay.get();
    }

    @Override
    public CompletableFuture<Reply> send(int taskId, String ticket) {
        return call(taskId, () -> netServer.lookUp(route.endpoint(), taskId, ticket))
                .thenApply(Answered::reply);
    }

    /**
     * A server that sends two answers to one request has the second one taken for the next request's. So the end of a
     * record that does not name its task is confirmed, which is rare and cheap.
     */
    @Override
    public CompletableFuture<Reply> find(int taskId, String ticket) {
        return call(taskId, () -> netServer.lookUp(route.endpoint(), taskId, ticket))
                .thenCompose(first -> netServer.isDoubtful(first.call(), first.reply())
                        ? confirm(first.reply(), taskId, ticket)
                        : CompletableFuture.completedFuture(first.reply()));
    }

    private CompletableFuture<Reply> confirm(Reply first, int taskId, String ticket) {
        boolean namesAnother =
                first instanceof Reply.Failed failed && failed.failure().code().equals(Reply.OTHER_ID);
        if (namesAnother) {
            netServer.distrustConnections();
        }
        calledOnceMore.run();
        return call(taskId, () -> netServer.lookUpAfresh(route.endpoint(), taskId, ticket))
                .thenApply(second -> {
                    if (!namesAnother && contradicts(second.reply(), first)) {
                        netServer.distrustConnections();
                    }
                    return second.reply();
                });
    }

    /** Whether they cannot both be meant for that task; what says nothing of it contradicts nothing. */
    private static boolean contradicts(Reply second, Reply first) {
        if (!(second instanceof Reply.Failed now) || !(first instanceof Reply.Failed before)) {
            return true;
        }
        boolean saysSomething =
                !(now.failure() instanceof Failure.Unavailable) && !(now.failure() instanceof Failure.SignIn);
        boolean same = now.failure().className().equals(before.failure().className())
                && now.failure().code().equals(before.failure().code());
        return saysSomething && !same;
    }

    private CompletableFuture<Answered> call(int taskId, Supplier<Exchange> making) {
        CompletableFuture<Answered> answered = new CompletableFuture<>();
        long started = System.nanoTime();
        underWay.incrementAndGet();
        try {
            Exchange call = making.get();
            route.process(call, synchronously -> {
                underWay.decrementAndGet();
                try {
                    Reply reply = netServer.reply(call, taskId);
                    listener.answered(reply, Duration.ofNanos(System.nanoTime() - started));
                    answered.complete(new Answered(call, reply));
                } catch (Throwable broken) {
                    answered.completeExceptionally(broken);
                }
            });
        } catch (Throwable broken) {
            if (answered.completeExceptionally(broken)) {
                underWay.decrementAndGet();
            }
        }
        return answered;
    }

    @Override
    public CompletableFuture<Boolean> lookAgain() {
        return netServer.whereabouts().lookAgain();
    }
}
