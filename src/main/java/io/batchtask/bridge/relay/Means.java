package io.batchtask.bridge.relay;

import io.batchtask.bridge.signin.Tickets;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * What it takes to ask NetServer.
 *
 * @param rejectNotFound whether a task NetServer does not have is a rejection rather than an answer
 * @param clock tells people when something failed
 * @param nanoTime monotonic
 */
record Means(
        Ask ask,
        Probe probe,
        Tickets tickets,
        Gate gate,
        Pace pace,
        Outage outage,
        Retry retry,
        boolean rejectNotFound,
        ScheduledExecutorService timer,
        Clock clock,
        LongSupplier nanoTime) {}
