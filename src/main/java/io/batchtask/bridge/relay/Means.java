package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.AdaptiveRate;
import io.batchtask.bridge.calls.Ask;
import io.batchtask.bridge.calls.Breaker;
import io.batchtask.bridge.calls.CallLimiter;
import io.batchtask.bridge.calls.Probe;
import io.batchtask.bridge.calls.Retry;
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
        CallLimiter gate,
        AdaptiveRate pace,
        Breaker outage,
        Retry retry,
        boolean rejectNotFound,
        ScheduledExecutorService timer,
        Clock clock,
        LongSupplier nanoTime) {}
