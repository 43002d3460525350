package io.batchtask.bridge.dev.netserver;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts an answer on the wire, in a good manner or a bad one. */
final class Wire {
    private Wire() {}

    static void write(Vertx vertx, HttpServerRequest http, Answer answer) {
        HttpServerResponse response = http.response();
        if (response.closed()) {
            return;
        }
        Buffer body = Buffer.buffer(Front.outgoing(http, answer.body()));
        response.setStatusCode(answer.status());
        if (answer.reason() != null) {
            response.setStatusMessage(printable(answer.reason()));
        }
        answer.headers().forEach(response::putHeader);
        if (answer.contentType() != null && answer.status() != 204) {
            response.putHeader("Content-Type", answer.contentType());
        }
        switch (answer.manner()) {
            case WHOLE -> response.end(body);
            case HANG -> {
                // nothing, for as long as the caller likes
            }
            case CLOSE -> http.connection().close();
            case RESET -> {
                ((ConnectionBase) http.connection()).channel().config().setOption(ChannelOption.SO_LINGER, 0);
                http.connection().close();
            }
            case HALF -> {
                response.putHeader("Content-Length", String.valueOf(body.length()));
                response.write(body.slice(0, body.length() / 2))
                        .onComplete(sent -> http.connection().close());
            }
            case STALL -> {
                response.putHeader("Content-Length", String.valueOf(body.length()));
                response.write(body.slice(0, 100));
            }
            case TRICKLE -> {
                response.putHeader("Content-Length", String.valueOf(body.length()));
                AtomicInteger next = new AtomicInteger();
                vertx.setPeriodic(100, timer -> {
                    int at = next.getAndIncrement();
                    if (response.closed()) {
                        vertx.cancelTimer(timer);
                    } else if (at >= body.length()) {
                        vertx.cancelTimer(timer);
                        response.end();
                    } else {
                        response.write(body.slice(at, at + 1));
                    }
                });
            }
        }
    }

    /** What came from the request stays within its line. */
    private static String printable(String reason) {
        return reason.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
