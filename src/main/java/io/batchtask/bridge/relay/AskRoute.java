package io.batchtask.bridge.relay;

import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * One call through the ask route. Each is an exchange of its own, so nothing of the record reaches NetServer but the
 * task id, and nothing of CXF reaches the event.
 */
final class AskRoute implements Ask {
    private final NetServer netServer;
    private final RouteProducer route;

    AskRoute(NetServer netServer, RouteProducer route) {
        this.netServer = netServer;
        this.route = route;
    }

    @Override
    public CompletableFuture<Reply> send(int taskId, String ticket) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        try {
            Exchange call = netServer.lookUp(route.endpoint(), taskId, ticket);
            route.process(call, synchronously -> {
                try {
                    reply.complete(netServer.reply(call, taskId));
                } catch (RuntimeException broken) {
                    reply.completeExceptionally(broken);
                }
            });
        } catch (RuntimeException broken) {
            reply.completeExceptionally(broken);
        }
        return reply;
    }

    @Override
    public CompletableFuture<Boolean> lookAgain() {
        return netServer.whereabouts().lookAgain();
    }
}
