package io.batchtask.bridge.dev.netserver;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts an answer on the wire, in a good manner or a bad one. */
final class Wire {
    private static final long STRAY_AFTER = 20; // milliseconds

    private Wire() {}

    static void write(Vertx vertx, HttpServerRequest http, ScriptedAnswer answer) {
        HttpServerResponse response = http.response();
        if (response.closed()) {
            return;
        }
        Buffer body = body(http, answer);
        response.setStatusCode(answer.status());
        if (answer.reason() != null) {
            response.setStatusMessage(printable(answer.reason()));
        }
        answer.headers().forEach(response::putHeader);
        if (answer.contentType() != null && answer.status() != 204) {
            response.putHeader("Content-Type", answer.contentType());
        }
        switch (answer.manner()) {
            case WHOLE ->
                response.end(body).onSuccess(sent -> {
                    if (answer.stray() != null) {
                        vertx.setTimer(
                                STRAY_AFTER,
                                timer -> raw(http, head(http, answer.stray()), body(http, answer.stray())));
                    }
                });
            case CHUNKED -> response.setChunked(true).end(body);
            case UNTIL_CLOSE -> {
                raw(http, "HTTP/1.0 200 OK\r\nContent-Type: " + answer.contentType() + "\r\n\r\n", body);
                http.connection().close();
            }
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

    private static Buffer body(HttpServerRequest http, ScriptedAnswer answer) {
        return Buffer.buffer(answer.packing().bytes(TenantProxy.outgoing(http, answer.body())));
    }

    private static String head(HttpServerRequest http, ScriptedAnswer answer) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + answer.contentType() + "\r\nContent-Length: "
                + body(http, answer).length() + "\r\n\r\n";
    }

    /** Past everything that knows HTTP. */
    private static void raw(HttpServerRequest http, String head, Buffer body) {
        ChannelHandlerContext connection =
                ((ConnectionBase) http.connection()).channel().pipeline().firstContext();
        if (connection != null) { // the other end has not gone meanwhile
            connection.writeAndFlush(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body.getBytes()));
        }
    }

    /** What came from the request stays within its line. */
    private static String printable(String reason) {
        return reason.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
