package io.batchtask.bridge.management;

import io.batchtask.bridge.management.Router.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management port: HTTP/1.1 on one event loop. */
final class ManagementServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int IDLE_SECONDS = 60;
    private static final long FIRST_REQUEST_MILLIS = 5_000;
    private static final int LARGEST_BODY = 1_024;
    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx;
    private final BindAddress bind;
    private final AccessRules access;
    private final Router router;
    private final Responses responses;
    private final Connections connections = new Connections(System::nanoTime);
    private final Map<HttpConnection, Connections.Place> places = new HashMap<>();
    private final Set<HttpConnection> silent = new HashSet<>(); // have not asked for anything yet
    private Optional<HttpServer> server = Optional.empty();

    ManagementServer(Vertx vertx, BindAddress bind, Router router) {
        this.vertx = vertx;
        this.bind = bind;
        this.access = bind.accessRules();
        this.router = router;
        this.responses = new Responses(vertx);
    }

    /** Two threads that are there, up to two more for what takes longer; nothing is written to disk. */
    static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Opens the port.
     *
     * @return the address it is bound to
     * @throws IllegalStateException if it cannot be opened
     */
    URI start() {
        HttpServer fresh = vertx.createHttpServer(new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setMaxFormAttributeSize(0));
        fresh.connectionHandler(this::connected);
        fresh.requestHandler(this::receive);
        fresh.exceptionHandler(broken -> LOG.debug("a management connection broke; reason={}", broken.toString()));
        try {
            fresh.listen(bind.port(), bind.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw cannotOpen(refused.getCause());
        } catch (TimeoutException late) {
            throw cannotOpen(late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw cannotOpen(interrupted);
        }
        server = Optional.of(fresh);
        String host = bind.host().contains(":") && !bind.host().startsWith("[") ? "[" + bind.host() + "]" : bind.host();
        return URI.create("http://" + host + ":" + fresh.actualPort() + "/");
    }

    private IllegalStateException cannotOpen(Throwable reason) {
        return new IllegalStateException(
                "the management port " + bind.host() + ":" + bind.port() + " cannot be opened: " + reason.getMessage()
                        + "; set batchtask.management.port or .host",
                reason);
    }

    /** A client that connects and asks for nothing must not keep others out, least of all health probes. */
    private void connected(HttpConnection connection) {
        Optional<Connections.Place> place =
                connections.opened(connection.remoteAddress().hostAddress(), connection::close);
        if (place.isEmpty()) {
            connection.close();
            return;
        }
        places.put(connection, place.get());
        silent.add(connection);
        connection.closeHandler(closed -> {
            silent.remove(connection);
            places.remove(connection);
            place.get().closed();
        });
        vertx.setTimer(FIRST_REQUEST_MILLIS, late -> {
            if (silent.remove(connection)) {
                connection.close();
            }
        });
    }

    /** From here to the end of its answer a request is under way, and its connection is not closed for another. */
    private void underWay(HttpServerRequest http) {
        Connections.Place place = places.get(http.connection());
        if (place != null) {
            place.begins();
            http.response().endHandler(answered -> place.ends());
        }
    }

    private void receive(HttpServerRequest http) {
        silent.remove(http.connection());
        AccessRules.Request request = new AccessRules.Request(
                http.method().name(),
                http.path() == null ? "" : http.path(),
                http.headers().getAll("Host"),
                http.headers().getAll("Authorization"),
                http.headers().getAll("Origin"),
                http.headers().getAll("Sec-Fetch-Site"),
                http.getHeader("Content-Type"));
        if (access.isStranger(request)) {
            responses.letGo(http);
        }
        Optional<Answer> refusal = access.refusal(request);
        Optional<Handler> handler = router.handler(request.path(), request.method());
        if (refusal.isPresent()) {
            responses.refuse(http, refusal.get());
        } else if (handler.isEmpty()) {
            responses.refuse(http, router.missing(request.path()));
        } else if (handler.get() instanceof Handler.Page page) {
            underWay(http);
            Accepted accepted = accepted(http);
            vertx.executeBlocking(() -> page.answer().apply(accepted), false)
                    .onSuccess(answer -> Responses.send(http.response(), answer))
                    .onFailure(broken -> Responses.broken(http.response(), broken));
        } else if (handler.get() instanceof Handler.Stream stream) {
            underWay(http);
            stream.streams().open(http.response());
        } else if (handler.get() instanceof Handler.Act act) {
            access.refusalToAct(request)
                    .ifPresentOrElse(answer -> responses.refuse(http, answer), () -> act(http, act.lookUp()));
        }
    }

    private static Accepted accepted(HttpServerRequest http) {
        return new Accepted(
                Optional.ofNullable(http.getHeader("Accept")), Optional.ofNullable(http.getHeader("Accept-Encoding")));
    }

    private void act(HttpServerRequest http, LookUpHandler lookUp) {
        Buffer body = Buffer.buffer();
        http.handler(part -> {
            if (body.length() <= LARGEST_BODY) {
                body.appendBuffer(part);
            }
            if (body.length() > LARGEST_BODY && !http.response().ended()) {
                responses.refuse(http, Answer.text(413, "too large"));
            }
        });
        http.endHandler(end -> {
            if (!http.response().ended()) {
                underWay(http);
                lookUp.answer(body.getBytes(), vertx)
                        .onSuccess(answer -> Responses.send(http.response(), answer))
                        .onFailure(broken -> Responses.broken(http.response(), broken));
            }
        });
    }

    @Override
    public void close() {
        server.ifPresent(HttpServer::close);
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            LOG.warn("the management port does not close; reason={}", stuck.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
