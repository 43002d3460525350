/**
 * Processes that others start, signal and outlive: a JVM as a child with its output ({@code ChildJvm}), signals to it
 * ({@code Signals}), what ends it when its parent is gone ({@code Watchdog}), and free ports to listen on
 * ({@code Ports}). Knows no other room of development; broker, simulator and demo stand on it.
 */
package io.batchtask.bridge.dev.process;
