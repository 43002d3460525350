package io.batchtask.bridge.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;

/**
 * HTTP calls, asynchronously: no thread waits for an answer. HTTP/1.1 with keep-alive, nothing followed, stored or
 * decoded behind the caller's back. The whole exchange, body included, has one hard deadline, a reply has a largest
 * size, and all replies together have a share of the memory, so a server that stalls, trickles or floods costs a
 * bounded time and bounded memory.
 *
 * <p>Whatever goes wrong, on either side, is a {@link TransportFailure} of class {@code unavailable}. One thing is
 * repeated, once and at once: a call on a connection that had carried another one before and is gone before anything
 * came back. Servers close idle connections whenever they like, so that says nothing about the server or the call.
 */
public final class HttpTransport implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final HttpSetup setup;
    private final Duration deadline;
    private final ReplyBudget budget;
    private final ScheduledExecutorService care = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "batchtask-http-care");
        thread.setDaemon(true);
        return thread;
    });
    private final CurrentClient client;

    /** @throws IllegalArgumentException if the TLS material cannot be used */
    public HttpTransport(HttpSetup setup) {
        this(setup, LIFE, LOOK, new ReplyBudget());
    }

    /**
     * @param life of each connection
     * @param look how often TLS material and connections are looked after
     */
    HttpTransport(HttpSetup setup, Duration life, Duration look, ReplyBudget budget) {
        this.setup = setup;
        this.deadline = setup.connectTimeout().plus(setup.responseTimeout());
        this.budget = budget;
        this.client = new CurrentClient(setup, life, care);
        care.scheduleWithFixedDelay(client::look, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes with the whole answer, or exceptionally with {@link TransportFailure}. */
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> answer = new CompletableFuture<>();
        AtomicReference<Attempt> latest = new AtomicReference<>();
        // The socket time-out only bounds the silence between two packets. And to look up a name may take long already.
        answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        attempt(call, call.fresh(), answer, latest);
        return answer.exceptionallyCompose(cause -> {
            Attempt attempt = latest.get();
            if (attempt != null) {
                attempt.giveUp();
            }
            return CompletableFuture.failedFuture(
                    cause instanceof TimeoutException
                            ? new TransportFailure(FailureClassifier.timedOut(Attempt.shown(call.address()), deadline))
                            : cause);
        });
    }

    /** What it takes of the memory comes back in any case: the caller may forget to close it. */
    private void pass(HttpReply reply, CompletableFuture<HttpReply> answer) {
        if (reply.body().length > ReplyBudget.FREE) {
            try {
                care.schedule(reply.read(), deadline.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                reply.close();
            }
        }
        if (!answer.complete(reply)) {
            reply.close();
        }
    }

    private void attempt(
            HttpCall call, boolean fresh, CompletableFuture<HttpReply> answer, AtomicReference<Attempt> latest) {
        try {
            if (client.isClosed()) {
                throw new IllegalArgumentException("the client is closed");
            }
            Attempt attempt = new Attempt(call, setup.proxies().to(call.address()), fresh);
            AsyncRequestProducer request = RequestFactory.of(call);
            HttpClientContext context = attempt.context();
            attempt.result().whenComplete((reply, failed) -> {
                if (failed == null) {
                    pass(reply, answer);
                } else if (attempt.mayHaveComeTooLate()
                        && FailureClassifier.isLostConnection(failed)
                        && !answer.isDone()) {
                    // Not on this thread: a name may have to be resolved, and it is one that all calls need.
                    ForkJoinPool.commonPool().execute(() -> attempt(call, true, answer, latest));
                } else {
                    answer.completeExceptionally(
                            new TransportFailure(FailureClassifier.of(failed, attempt, deadline), failed));
                }
            });
            latest.set(attempt);
            if (answer.isDone()) { // too late already
                return;
            }
            client.get().send(attempt, request, context, budget);
            if (answer.isDone()) { // too late meanwhile
                attempt.giveUp();
            }
        } catch (IllegalArgumentException notSent) {
            answer.completeExceptionally(new TransportFailure(FailureClassifier.notSent(notSent.getMessage())));
        } catch (Throwable ours) { // an Error, too: the caller would wait for ever
            answer.completeExceptionally(new TransportFailure(FailureClassifier.internal(ours)));
        }
    }

    /**
     * What open connections bring is not to be trusted: none of them carries another call. Calls under way end on them.
     */
    public void distrust() {
        client.distrust();
    }

    /** The proxy that calls of that address go through; empty when they go straight. */
    public Optional<HttpProxy> proxyTo(URI target) {
        return setup.proxies().to(target);
    }

    /** Why only a new start of the process helps: clients keep dying. Empty when all is well. */
    public Optional<String> trouble() {
        return client.deaths().trouble();
    }

    /** How often the client has died and another one took over, since the start. */
    public long deaths() {
        return client.deaths().count();
    }

    @Override
    public void close() {
        client.close();
        care.shutdownNow();
    }
}
