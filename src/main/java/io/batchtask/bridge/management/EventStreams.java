package io.batchtask.bridge.management;

import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The open pages: each gets what there is at once, and what is new once a second. */
final class EventStreams {
    static final int MOST = 16;

    private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();
    private final Supplier<String> first;

    /** @param first the events that give a page what it has missed when it opens */
    EventStreams(Supplier<String> first) {
        this.first = first;
    }

    void open(HttpServerResponse response) {
        response.headers().addAll(SecurityHeaders.always());
        if (open.size() >= MOST) {
            response.setStatusCode(503)
                    .putHeader("Retry-After", "30")
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(MOST + " pages are open already\n");
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.closeHandler(gone -> open.remove(response));
        response.exceptionHandler(broken -> open.remove(response));
        open.add(response);
        response.write("retry: 2000\n" + first.get());
    }

    int size() {
        return open.size();
    }

    /** Sends them to every open page; one that does not keep up misses them. From the event loop. */
    void send(String events) {
        for (HttpServerResponse response : open) {
            if (response.ended() || response.closed()) {
                open.remove(response);
            } else if (!response.writeQueueFull()) {
                response.write(events);
            }
        }
    }

    /** One event as it is sent; {@code json} holds no line break, which would end it. */
    static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }
}
