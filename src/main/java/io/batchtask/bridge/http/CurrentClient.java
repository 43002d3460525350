package io.batchtask.bridge.http;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client that carries calls at present. One that has died is replaced, by at most one a second. */
final class CurrentClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentClient.class);
    private static final Duration PAUSE = Duration.ofSeconds(1); // between two new clients

    private final HttpSetup setup;
    private final ConnectionLifetimes lifetimes;
    private final ReloadingTlsStrategy tls;
    private final ClientDeaths deaths = new ClientDeaths(System::nanoTime);
    private final Executor care;
    private final Object lock = new Object();
    private volatile ClientGeneration current;
    private long made = System.nanoTime() - PAUSE.toNanos();
    private volatile boolean closed;

    /**
     * @param life of each connection
     * @param care a thread that outlives the client's own
     */
    CurrentClient(HttpSetup setup, Duration life, Executor care) {
        this.setup = setup;
        this.lifetimes = new ConnectionLifetimes(setup.connectTimeout(), life, System::nanoTime);
        this.tls = new ReloadingTlsStrategy(setup.tls());
        this.care = care;
        this.current = make();
    }

    private ClientGeneration make() {
        return new ClientGeneration(setup, lifetimes, tls, this::died);
    }

    ClientGeneration get() {
        ClientGeneration now = current;
        return now.isDead() ? successor() : now;
    }

    /** Until a second has passed, calls fail of what ended the former one. */
    private ClientGeneration successor() {
        synchronized (lock) {
            if (current.isDead() && !closed && System.nanoTime() - made >= PAUSE.toNanos()) {
                made = System.nanoTime();
                current.bury();
                try {
                    current = make();
                } catch (Throwable stillborn) {
                    deaths.add(stillborn.toString());
                    throw stillborn;
                }
            }
            return current;
        }
    }

    /** On the thread that dies, which may be out of memory. */
    private void died(Throwable cause) {
        deaths.add(cause.toString());
        care.execute(() -> {
            LOG.warn("the HTTP client has died, another one takes over; deaths={}", deaths.count(), cause);
            successor(); // or the next call's, or the next look's
        });
    }

    /** Takes up new TLS material, and closes connections that are no longer needed. To be called every few seconds. */
    void look() {
        trying(() -> {
            if (tls.hasChanged()) {
                lifetimes.distrust(setup.connectTimeout()); // those being made now still have the former one
            }
        });
        trying(() -> get().tidy());
    }

    private static void trying(Runnable care) {
        try {
            care.run();
        } catch (Throwable broken) { // an Error, too: it would be the last look
            LOG.warn("looking after the HTTP client failed", broken);
        }
    }

    /** None of the connections that are open carries another call. Calls under way end on them. */
    void distrust() {
        lifetimes.distrust(Duration.ZERO);
        current.closeIdle();
    }

    ClientDeaths deaths() {
        return deaths;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            current.close(new TransportFailure(FailureClassifier.closed()));
        }
    }
}
