package io.batchtask.bridge.dev.netserver;

/**
 * What a look-up was answered with.
 *
 * @param at when the answer was made, milliseconds since 1970; it leaves after the latency
 * @param envelope the whole of it
 */
public record Answered(long at, String envelope) {}
