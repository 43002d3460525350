package io.batchtask.bridge.http;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of a call, on one connection: what is known of it while it is under way. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private static final String IN_CONTEXT = Attempt.class.getName();

    private final HttpCall call;
    private final Optional<HttpProxy> proxy;
    private final boolean fresh;
    private final CompletableFuture<HttpReply> result = new CompletableFuture<>();
    private volatile boolean reused;
    private volatile boolean answerBegan;
    private volatile Future<?> exchange;

    /** @param fresh whether it goes out on a connection of its own */
    Attempt(HttpCall call, Optional<HttpProxy> proxy, boolean fresh) {
        this.call = call;
        this.proxy = proxy;
        this.fresh = fresh;
    }

    /** The one that exchange is about. */
    static Attempt in(HttpContext context) {
        return (Attempt) context.getAttribute(IN_CONTEXT);
    }

    /** What the client needs to know. The proxy's credentials are read now, and sent without being asked for. */
    HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(IN_CONTEXT, this);
        proxy.flatMap(one -> one.credentials().get()).ifPresent(credentials -> {
            BasicScheme basic = new BasicScheme();
            basic.initPreemptive(new UsernamePasswordCredentials(
                    credentials.username(), credentials.password().toCharArray()));
            context.resetAuthExchange(proxyHost(), basic);
        });
        return context;
    }

    HttpCall call() {
        return call;
    }

    /** Null for none, as the client wants it. */
    HttpHost proxyHost() {
        return proxy.map(one -> new HttpHost("http", one.host(), one.port())).orElse(null);
    }

    boolean isFresh() {
        return fresh;
    }

    void isOnReusedConnection() {
        reused = true;
    }

    boolean isReused() {
        return reused;
    }

    void answerBegins() {
        answerBegan = true;
    }

    /** Whether the server may have closed the connection before it saw the call: it was idle, and nothing came back. */
    boolean mayHaveComeTooLate() {
        return reused && !answerBegan;
    }

    /**
     * Whether that answer comes from the proxy in the place of whom we called: one to a CONNECT, or a demand for other
     * credentials. What it says is not about the call.
     */
    boolean isOfTheProxy(int status, HttpContext context) {
        HttpRequest request = HttpCoreContext.cast(context).getRequest();
        return proxy.isPresent()
                && (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                        || (request != null && "CONNECT".equals(request.getMethod())));
    }

    /** Completed with the reply or with what the client has thrown. */
    CompletableFuture<HttpReply> result() {
        return result;
    }

    void runs(Future<?> underWay) {
        exchange = underWay;
        if (result.isDone()) {
            giveUp();
        }
    }

    /**
     * Its connection is closed if it is still under way; never fails, as the caller is owed the reason of the failure.
     */
    void giveUp() {
        Future<?> underWay = exchange;
        if (underWay != null) {
            try {
                underWay.cancel(true);
            } catch (RuntimeException | Error ended) {
                LOG.debug("nothing left to cancel, the client has ended", ended);
            }
        }
    }

    /** Whom it went to, for people. */
    String target() {
        return shown(call.address());
    }

    /** Whom the connection is to, for people. */
    String peer() {
        return proxy.map(one -> "the proxy " + one.host() + ":" + one.port()).orElseGet(this::target);
    }

    static String shown(URI address) {
        String host = address.getHost() == null ? address.getRawAuthority() : address.getHost();
        return address.getPort() < 0 || address.getHost() == null ? host : host + ":" + address.getPort();
    }
}
