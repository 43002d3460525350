/**
 * One call to NetServer, and when to make it: {@code CallLimiter} says who may call, {@code AdaptiveRate} how often,
 * {@code Breaker} whether calling makes sense, {@code Probe} when it does again, {@code Retry} when to try again,
 * {@code FailureStreak} and {@code FailureShare} whether a failure is the record's own.
 */
package io.batchtask.bridge.calls;
