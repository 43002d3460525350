package io.batchtask.bridge.relay;

import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * One call through the ask route. Its reply always comes, as a failure if need be, an {@code Error} included: a call
 * without an end would keep its slot and hold its partition's commits for ever. Each is an exchange of its own, so
 * nothing of the record reaches NetServer but the task id, and nothing of CXF reaches the event.
 */
final class AskRoute implements Ask {
    private final NetServer netServer;
    private final RouteProducer route;
    private final RelayListener listener;
    private final AtomicInteger underWay = new AtomicInteger();

    AskRoute(NetServer netServer, RouteProducer route, RelayListener listener) {
        this.netServer = netServer;
        this.route = route;
        this.listener = listener;
    }

    /** Calls made and not answered yet. */
    int underWay() {
        return underWay.get();
    }

    @Override
    public CompletableFuture<Reply> send(int taskId, String ticket) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        long started = System.nanoTime();
        underWay.incrementAndGet();
        try {
            Exchange call = netServer.lookUp(route.endpoint(), taskId, ticket);
            route.process(call, synchronously -> {
                underWay.decrementAndGet();
                try {
                    Reply answer = netServer.reply(call, taskId);
                    listener.answered(answer, Duration.ofNanos(System.nanoTime() - started));
                    reply.complete(answer);
                } catch (Throwable broken) {
                    reply.completeExceptionally(broken);
                }
            });
        } catch (Throwable broken) {
            if (reply.completeExceptionally(broken)) {
                underWay.decrementAndGet();
            }
        }
        return reply;
    }

    @Override
    public CompletableFuture<Boolean> lookAgain() {
        return netServer.whereabouts().lookAgain();
    }
}
