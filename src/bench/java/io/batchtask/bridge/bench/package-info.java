/**
 * How fast, and where it stops. {@code EndToEnd} runs the built jar against a real broker and the simulator with a fixed
 * latency and compares with what the slots allow: slots ÷ latency.
 */
package io.batchtask.bridge.bench;
