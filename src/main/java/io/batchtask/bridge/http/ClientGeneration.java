package io.batchtask.bridge.http;

import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorShutdownException;
import org.apache.hc.core5.util.TimeValue;

/**
 * One HTTP client, its threads and connections, from start to end. An error on one of its threads ends it as a whole,
 * and is seen: all its threads are ours. The calls under way fail then, and {@link CurrentClient} makes another one.
 */
final class ClientGeneration {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    private final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager connections;
    private final Set<Attempt> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Throwable> death = new AtomicReference<>();
    private final Consumer<Throwable> died;
    private volatile boolean closing;

    /** @param died called once when it ends without having been closed; on the dying thread, so it may do little */
    ClientGeneration(
            HttpSetup setup, ConnectionLifetimes lifetimes, ReloadingTlsStrategy tls, Consumer<Throwable> died) {
        this.died = died;
        this.connections = ClientFactory.connections(setup, lifetimes, tls);
        this.client = ClientFactory.client(setup, connections, watched(NUMBER.incrementAndGet()));
        try {
            client.start();
        } catch (Throwable noThreads) { // an Error, too: there may be no memory for them
            closing = true;
            client.close(CloseMode.IMMEDIATE);
            throw noThreads;
        }
    }

    private ThreadFactory watched(int number) {
        AtomicInteger threads = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(() -> run(task), "batchtask-http-" + number + "-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private void run(Runnable task) {
        Throwable cause = null;
        try {
            task.run();
        } catch (Throwable thrown) { // an Error, too: it has been noted, and no one is above this thread
            cause = thrown;
        } finally {
            if (!closing) {
                die(cause);
            }
        }
    }

    private void die(Throwable cause) {
        Throwable of = cause == null ? new IOReactorShutdownException("the I/O reactor has ended") : cause;
        if (death.compareAndSet(null, of)) {
            try {
                died.accept(of);
            } finally {
                failAll(new OurFault(of)); // here: other threads may suffer from the same shortage
            }
        }
    }

    private void failAll(Throwable reason) {
        for (Attempt attempt : underWay) {
            try {
                attempt.result().completeExceptionally(reason);
            } catch (Throwable again) { // an Error, too: the others must still fail
                death.compareAndSet(null, again);
            }
        }
    }

    boolean isDead() {
        return death.get() != null;
    }

    /** Ends with the attempt's result, in any case. */
    void send(Attempt attempt, AsyncRequestProducer request, HttpClientContext context, ReplyBudget budget) {
        ReplyCollector collector = new ReplyCollector(attempt, budget);
        underWay.add(attempt);
        attempt.result().whenComplete((reply, failed) -> {
            underWay.remove(attempt);
            if (failed != null) {
                collector.abandon();
            }
        });
        if (closing || isDead()) { // it may have ended before it knew of this one
            attempt.result()
                    .completeExceptionally(isDead() ? cause() : new TransportFailure(FailureClassifier.closed()));
            return;
        }
        try {
            attempt.runs(client.execute(request, collector, null, context, ending(attempt)));
        } catch (Throwable ours) { // an Error, too
            attempt.result().completeExceptionally(ours);
        }
    }

    private FutureCallback<HttpReply> ending(Attempt attempt) {
        return new FutureCallback<>() {
            @Override
            public void completed(HttpReply reply) {
                if (!attempt.result().complete(reply)) {
                    reply.close();
                }
            }

            @Override
            public void failed(Exception cause) {
                if (cause instanceof IOReactorShutdownException && !closing) {
                    die(cause);
                }
                attempt.result().completeExceptionally(isDead() ? cause() : cause);
            }

            @Override
            public void cancelled() {
                failed(new InterruptedIOException());
            }
        };
    }

    /** Closes connections that are not needed, or not to be used any more. */
    void tidy() {
        connections.closeExpired();
        connections.closeIdle(IDLE);
    }

    /** Closes all connections that carry no call just now. */
    void closeIdle() {
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    /** At once; calls still under way fail for that reason. */
    void close(Throwable reason) {
        closing = true;
        failAll(reason);
        client.close(CloseMode.IMMEDIATE);
    }

    /** Closes what is left of it after its death. */
    void bury() {
        close(cause());
    }

    private Throwable cause() {
        return new OurFault(death.get());
    }
}
