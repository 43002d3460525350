package io.batchtask.bridge.metrics;

/** How long the latest calls took, in milliseconds. */
public record Percentiles(double p50, double p95, double p99) {}
