package io.batchtask.bridge.dev.netserver;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the services: the host, which may no longer serve the tenant; the tenant in the path; the service
 * version, which namespace and action must follow. Behind it there is one service that speaks {@link Xml#NAMESPACE}.
 */
final class TenantProxy {
    private static final Pattern PATH = Pattern.compile("(?i)(?:/[^/]+)?(/remote/)services(8[4-8])(/[^/]+)");

    private final Map<Integer, Map<String, String>> said = new ConcurrentHashMap<>();
    private final AtomicInteger misdirected = new AtomicInteger();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private volatile boolean holding;
    private volatile boolean moved;

    Handler<HttpServerRequest> before(Handler<HttpServerRequest> services) {
        Handler<HttpServerRequest> open = open(services);
        return request -> {
            if (holding) {
                Context context = Vertx.currentContext();
                request.pause();
                held.add(() -> context.runOnContext(released -> {
                    request.resume();
                    open.handle(request);
                }));
            } else {
                open.handle(request);
            }
        };
    }

    private Handler<HttpServerRequest> open(Handler<HttpServerRequest> services) {
        return request -> {
            Matcher path = PATH.matcher(request.path());
            if (moved) {
                misdirected.incrementAndGet();
                request.response()
                        .setStatusCode(421)
                        .putHeader("Content-Type", "text/html")
                        .end("<html><body>Wrong subdomain used to access tenant</body></html>");
            } else if (path.matches() && request instanceof HttpServerRequestInternal whole) {
                String inner = path.group(1) + "Services86" + path.group(3);
                services.handle(new ProxiedRequest(whole, inner, path.group(2), this));
            } else {
                services.handle(request);
            }
        };
    }

    void hold() {
        holding = true;
    }

    int held() {
        return held.size();
    }

    void release() {
        holding = false;
        for (Runnable next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
    }

    void moved(boolean gone) {
        moved = gone;
    }

    int misdirected() {
        return misdirected.get();
    }

    void says(int id, String element, String text) {
        said.computeIfAbsent(id, first -> new ConcurrentHashMap<>()).put(element, text);
    }

    /** What that task says instead of what follows from its id; nothing most of the time. */
    Optional<Map<String, String>> said(int id) {
        return Optional.ofNullable(said.get(id));
    }

    boolean isPlain() {
        return said.isEmpty();
    }

    /** Whether that request is to the service version that says more of a task than the one behind this does. */
    static boolean isExtended(HttpServerRequest request) {
        return request instanceof ProxiedRequest fronted && fronted.isExtended();
    }

    /** What goes back for that request, in the words it was asked in. */
    static String outgoing(HttpServerRequest request, String body) {
        return request instanceof ProxiedRequest fronted ? fronted.outgoing(body) : body;
    }
}
