package io.batchtask.bridge.calls;

import java.util.OptionalDouble;

/** What tests of other rooms see, and move, of the way calls are made. */
public record Inside(NetServerCalls calls) {
    public boolean isOn() {
        return calls.breaker().isOn();
    }

    public boolean isFeared() {
        return calls.breaker().isFeared();
    }

    public long outages() {
        return calls.breaker().outages();
    }

    public long successes() {
        return calls.breaker().successes();
    }

    public void begin() {
        calls.breaker().begin();
    }

    public void end() {
        calls.breaker().end();
    }

    public int waiting() {
        return calls.limiter().waiting();
    }

    public void reopen() {
        calls.limiter().reopen();
    }

    public OptionalDouble limit() {
        return calls.rate().limit();
    }
}
