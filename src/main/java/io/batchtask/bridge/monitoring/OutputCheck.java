package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.health.Cause;
import io.batchtask.bridge.logging.Lasting;
import io.batchtask.bridge.relay.Writing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether what we make can be published: the topics exist and may be written to, and Kafka takes what is written. A
 * cluster that does not answer, or refuses whatever we ask, is another check's affair.
 */
final class OutputCheck implements Cause {
    /** Longer than a new leader takes to be elected, and a rolling restart of brokers to go on. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<List<String>> obstacles;
    private final Supplier<Duration> answersFor;
    private final Supplier<List<Writing>> writing;

    /**
     * @param obstacles why topics cannot be written to, by the cluster's latest answers
     * @param answersFor how long the cluster has answered us without a break; zero while it does not
     * @param writing how writing fares, for each topic
     */
    OutputCheck(Supplier<List<String>> obstacles, Supplier<Duration> answersFor, Supplier<List<Writing>> writing) {
        this.obstacles = obstacles;
        this.answersFor = answersFor;
        this.writing = writing;
    }

    @Override
    public Optional<String> cause() {
        String all = Stream.concat(obstacles.get().stream(), failing()).collect(Collectors.joining("; "));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }

    private Stream<String> failing() {
        if (answersFor.get().compareTo(PATIENCE) <= 0) { // what an outage held up is tried again first
            return Stream.empty();
        }
        return writing.get().stream()
                .filter(topic -> topic.lasts().compareTo(PATIENCE) > 0)
                .map(topic -> "writing to the topic " + topic.topic() + " has failed for "
                        + Lasting.words(topic.lasts()) + ", records that wait: " + topic.repeating() + " ("
                        + topic.reason() + ")");
    }
}
