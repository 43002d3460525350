package io.batchtask.bridge.relay;

import java.time.Duration;

/**
 * How writing to one of our topics fares.
 *
 * @param refusals times Kafka did not take a record, so far
 * @param repeating records it has refused and that are offered again
 * @param lasts since the first of these was refused; zero when there are none
 * @param reason why Kafka refused one last; empty text when it never has
 */
public record Writing(String topic, long refusals, int repeating, Duration lasts, String reason) {}
