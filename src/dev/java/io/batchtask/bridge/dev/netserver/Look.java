package io.batchtask.bridge.dev.netserver;

/**
 * One look-up of a task as it was met here.
 *
 * @param at when it arrived, milliseconds since 1970
 * @param fault what it met; null for nothing
 */
public record Look(long at, Fault fault) {
    /** Whether it brought nothing of use, and may do better the next time. */
    public boolean failed() {
        return fault != null && fault.kind() == Fault.Kind.PASSING;
    }

    /** Whether NetServer only said that it is asked too often. */
    public boolean throttled() {
        return fault != null && fault.isThrottling();
    }

    @Override
    public String toString() {
        return fault == null ? "answered" : fault.toString();
    }
}
