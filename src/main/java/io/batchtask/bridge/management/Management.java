package io.batchtask.bridge.management;

import io.batchtask.bridge.health.CheckResult;
import io.batchtask.bridge.health.Health;
import io.batchtask.bridge.health.HealthReport;
import io.batchtask.bridge.health.Question;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health, metrics and the status page behind one port. */
public final class Management implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private final CompletableFuture<Vertx> vertx = CompletableFuture.supplyAsync(ManagementServer::vertx);
    private final BindAddress bind;
    private final Supplier<Status> source;
    private final Router router;
    private final EventStreams streams;
    private final StatusPage page = StatusPage.load();
    private final StatusHistory history = new StatusHistory();
    private final ReadyLog ready = new ReadyLog(System::nanoTime);
    private final ScheduledExecutorService timer;
    private volatile Status latest;
    private ManagementServer server;

    /**
     * What is shown.
     *
     * @param metrics in the format of that content type
     */
    public record Sources(Health health, UnaryOperator<String> metrics, Supplier<Status> status, TaskLookUp lookUp) {}

    /**
     * Begins to load what serving takes; opens nothing yet.
     *
     * @param timer a thread that may be used for some milliseconds each second
     */
    public Management(BindAddress bind, Sources sources, ScheduledExecutorService timer) {
        this.bind = bind;
        this.source = sources.status();
        this.timer = timer;
        this.streams = new EventStreams(this::missed);
        this.router = new Router()
                        .page("/observe/health", () -> health(sources.health(), Question.ALL))
                        .page("/observe/health/live", () -> health(sources.health(), Question.LIVE))
                        .page("/observe/health/ready", () -> health(sources.health(), Question.READY))
                        .page("/observe/metrics", new MetricsPage(sources.metrics())::of)
                        .page("/", () -> page.of(latest))
                        .stream("/events", streams)
                        .act("/lookup", new LookUpHandler(sources.lookUp()));
    }

    /**
     * Opens the port.
     *
     * @return the address it is bound to
     */
    public URI start() {
        latest = source.get();
        server = new ManagementServer(vertx.join(), bind, router);
        URI address = server.start();
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        LOG.info(
                "management port open; address={} token={}",
                address,
                bind.token().isPresent() ? "required" : "none");
        return address;
    }

    private String missed() {
        Status now = latest;
        return EventStreams.event("history", Json.text(Map.of("points", history.points(), "status", now)))
                + EventStreams.event("page", page.parts(now));
    }

    private void look() {
        try {
            Status now = source.get();
            ready.log(now);
            latest = now;
            history.add(now);
            if (streams.size() > 0) {
                String events =
                        EventStreams.event("status", Json.text(now)) + EventStreams.event("page", page.parts(now));
                vertx.join().runOnContext(loop -> streams.send(events));
            }
        } catch (RuntimeException broken) { // or the timer would never call again
            LOG.error("the status cannot be read, which is a defect of this program", broken);
        }
    }

    /** The form of Camel's own endpoints. */
    private static Answer health(Health health, Question question) {
        HealthReport report = health.report(question);
        List<Map<String, String>> checks = new ArrayList<>();
        for (CheckResult check : report.checks()) {
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("name", check.name());
            entry.put("status", word(check.up()));
            check.cause().ifPresent(cause -> entry.put("message", cause));
            checks.add(entry);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", word(report.up()));
        body.put("checks", checks);
        return Answer.json(report.up() ? 200 : 503, body);
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        } else {
            vertx.join().close();
        }
    }
}
