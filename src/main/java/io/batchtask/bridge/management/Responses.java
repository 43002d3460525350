package io.batchtask.bridge.management;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers, and ends the connection after those that are to be the last on it. On the event loop. */
final class Responses {
    private static final Logger LOG = LoggerFactory.getLogger(Responses.class);
    private static final long LINGER_MILLIS = 100;

    private final Vertx vertx;

    Responses(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whatever body is still to come is not read: the connection ends. */
    void refuse(HttpServerRequest http, Answer answer) {
        boolean hasBody = http.method().name().equals("POST") || http.getHeader("Content-Length") != null;
        if (hasBody) {
            letGo(http);
        }
        send(http.response(), answer);
    }

    /** The connection ends with this answer, and soon enough after it that the answer arrives first. */
    void letGo(HttpServerRequest http) {
        http.response().putHeader("Connection", "close");
        http.response()
                .bodyEndHandler(sent ->
                        vertx.setTimer(LINGER_MILLIS, gone -> http.connection().close()));
    }

    static void broken(HttpServerResponse response, Throwable broken) {
        LOG.error("a management request broke, which is a defect of this program", broken);
        send(response, Answer.text(500, "internal error"));
    }

    static void send(HttpServerResponse response, Answer answer) {
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        response.setStatusCode(answer.status());
        response.headers().addAll(SecurityHeaders.always()).set("Content-Type", answer.contentType());
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        response.end(Buffer.buffer(answer.bytes()));
    }
}
