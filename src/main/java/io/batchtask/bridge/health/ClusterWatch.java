package io.batchtask.bridge.health;

import io.batchtask.bridge.failure.Causes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the Kafka cluster every few seconds, with a client of its own: does it answer, is the topic there, where do our
 * partitions end. A consumer that polls says nothing of that: without a broker it polls in vain and in silence.
 */
public final class ClusterWatch implements AutoCloseable {
    /** The client's time-out: less than the period, so that answers do not overtake each other. */
    public static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Supplier<Admin> client;
    private final String topic;
    private final Supplier<Collection<TopicPartition>> partitions;
    private final Clock clock;
    /** Of its own: resolving a name may take longer than anybody else may be kept waiting. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread fresh = new Thread(task, "batchtask-cluster");
        fresh.setDaemon(true);
        return fresh;
    });

    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private volatile Optional<String> trouble = Optional.of("the Kafka cluster has not answered yet");
    private volatile boolean reachable;
    private volatile Instant lastAnswer = Instant.EPOCH;
    private volatile Admin admin;
    private volatile boolean closed;

    /**
     * @param client makes an admin client that waits for {@link #PATIENCE}, also by default: describing topics asks for
     *     more than its own options reach; may fail
     * @param topic must be there
     * @param partitions whose ends are wanted
     */
    public ClusterWatch(
            Supplier<Admin> client, String topic, Supplier<Collection<TopicPartition>> partitions, Clock clock) {
        this.client = client;
        this.topic = topic;
        this.partitions = partitions;
        this.clock = clock;
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the cluster is of no use; empty when it answers. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Whether the cluster answers, be it with a refusal. */
    public boolean reachable() {
        return reachable;
    }

    /** The offset the next record of that partition will get; empty when not known. */
    public OptionalLong end(String topicName, int partition) {
        Long end = ends.get(new TopicPartition(topicName, partition));
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    private void ask() {
        try {
            if (admin == null) {
                admin = client.get();
            }
            if (closed) { // meanwhile
                admin.close(Duration.ZERO);
                return;
            }
            admin.describeTopics(List.of(topic)).allTopicNames().whenComplete((topics, failed) -> told(failed));
            askForEnds();
        } catch (KafkaException broken) { // an address that cannot be resolved, say; the next time it may
            told(broken);
        }
    }

    private void askForEnds() {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.get().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        ends.keySet().retainAll(wanted.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        admin.listOffsets(wanted).all().whenComplete((offsets, failed) -> {
            if (failed == null) {
                offsets.forEach((partition, end) -> ends.put(partition, end.offset()));
            }
        });
    }

    /** On the client's own thread, which closing it waits for: takes no lock. */
    private void told(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        reachable = cause == null || !isSilence(cause);
        if (reachable) {
            lastAnswer = clock.instant();
        }
        trouble = Optional.ofNullable(cause).map(this::explain);
    }

    private static boolean isSilence(Throwable cause) {
        return !(cause instanceof ApiException)
                || cause instanceof TimeoutException
                || cause instanceof DisconnectException;
    }

    private String explain(Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "the topic " + topic + " does not exist, or may not be seen";
        }
        String reason = cause.getClass().getSimpleName() + ": " + Causes.explain(cause);
        if (reachable) {
            return "the Kafka cluster refuses: " + reason;
        }
        return lastAnswer.equals(Instant.EPOCH)
                ? "the Kafka cluster has not answered yet: " + reason
                : "the Kafka cluster has not answered for "
                        + Duration.between(lastAnswer, clock.instant()).toSeconds() + " s: " + reason;
    }

    /** Waits for nobody: the thread may be busy with a name that does not resolve. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        Admin last = admin;
        if (last != null) {
            last.close(Duration.ZERO);
        }
    }
}
