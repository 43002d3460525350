package io.batchtask.bridge.health;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.intake.PartitionProgress;
import io.batchtask.bridge.kafka.ClientCheck;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Kafka cluster every few seconds, with a client of its own: does it answer, are the topics there, where do our
 * partitions begin and end. A consumer that polls says nothing of that: without a broker it polls in vain and in silence.
 */
public final class ClusterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** The client's time-out: less than the period, so that answers do not overtake each other. */
    public static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int LOOKS_A_MINUTE = 12;

    private final Supplier<Admin> client;
    private final Topics topics;
    private final Supplier<List<PartitionProgress>> partitions;
    private final LogBounds log;
    private final Listener listener;
    private final LongSupplier nanoTime;
    /** Of its own: resolving a name may take longer than anybody else may be kept waiting. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread fresh = new Thread(task, "batchtask-cluster");
        fresh.setDaemon(true);
        return fresh;
    });

    private final TopicObstacles obstacles = new TopicObstacles();
    private volatile Optional<String> trouble = Optional.of("the Kafka cluster has not answered yet");
    private volatile boolean reachable;
    private volatile OptionalLong lastAnswer = OptionalLong.empty();
    private volatile Admin admin;
    private volatile boolean closed;
    private volatile Uuid topic; // null: not known yet
    private int looks;

    /**
     * What is asked for.
     *
     * @param ids must be there
     * @param outputs may be missing for a while
     * @param session whether the brokers decide how long a member may be silent
     */
    public record Topics(String ids, List<String> outputs, boolean session) {}

    /** Is told what the cluster says, on the client's own thread: must not wait. */
    public interface Listener {
        /** Which log the ids topic is, at each look; another one than before in the same cluster: it was made anew. */
        void logIs(String cluster, Uuid topic);

        /** One of our topics is there, which was not known before. */
        void topicSeen(String topic);

        /** How long the brokers wait for a silent member, now and then; only where they decide it. */
        void groupSession(Duration timeout);
    }

    /**
     * @param client makes an admin client that waits for {@link #PATIENCE}, also by default: describing topics asks for
     *     more than its own options reach; may fail
     * @param partitions ours, whose bounds are told to {@code log}
     */
    public ClusterWatch(
            Supplier<Admin> client,
            Topics topics,
            Supplier<List<PartitionProgress>> partitions,
            LogBounds log,
            Listener listener,
            LongSupplier nanoTime) {
        this.client = client;
        this.topics = topics;
        this.partitions = partitions;
        this.log = log;
        this.listener = listener;
        this.nanoTime = nanoTime;
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

    /** Why one of our topics cannot be written to, as far as that is known; empty once it has been seen. */
    public Optional<KafkaException> obstacle(String topic) {
        return obstacles.of(topic);
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
            askForTopics();
            askForBounds();
            if (topics.session() && looks++ % LOOKS_A_MINUTE == 0) {
                GroupSession.ask(admin, listener::groupSession);
            }
        } catch (RuntimeException | Error broken) { // an address that cannot be resolved, say; the next time it may
            told(broken);
        }
    }

    private void askForTopics() {
        Set<String> all = new HashSet<>(topics.outputs());
        all.add(topics.ids());
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(all).topicNameValues();
        answers.forEach((name, answer) -> answer.whenComplete((topic, failed) -> {
            if (obstacles.told(name, failed)) {
                listener.topicSeen(name);
            }
        }));
        KafkaFuture<TopicDescription> ids = answers.get(topics.ids());
        ids.whenComplete((topic, failed) -> told(failed));
        ids.toCompletionStage()
                .thenAcceptBoth(admin.describeCluster().clusterId().toCompletionStage(), (topic, cluster) -> {
                    if (!topic.topicId().equals(Uuid.ZERO_UUID)) { // as old brokers say
                        seen(topic);
                        listener.logIs(cluster, topic.topicId());
                    }
                });
    }

    private void seen(TopicDescription ids) {
        Uuid former = topic;
        topic = ids.topicId();
        if (former != null && !former.equals(topic)) {
            LOG.warn("the topic {} has been made anew, it is read from its beginning; id={}", ids.name(), topic);
        }
    }

    private void askForBounds() {
        Map<TopicPartition, PartitionProgress> ours = partitions.get().stream()
                .collect(Collectors.toMap(
                        one -> new TopicPartition(one.topic(), one.partition()), one -> one, (one, other) -> other));
        log.ours(ours.keySet());
        if (ours.isEmpty()) {
            return;
        }
        ListOffsetsResult beginnings = bounds(ours.keySet(), OffsetSpec.earliest());
        ListOffsetsResult ends = bounds(ours.keySet(), OffsetSpec.latest());
        ours.forEach((partition, standing) -> beginnings
                .partitionResult(partition)
                .toCompletionStage()
                .thenAcceptBoth(
                        ends.partitionResult(partition).toCompletionStage(),
                        (beginning, end) -> log.seen(standing, beginning.offset(), end.offset())));
    }

    private ListOffsetsResult bounds(Set<TopicPartition> wanted, OffsetSpec which) {
        return admin.listOffsets(wanted.stream().collect(Collectors.toMap(partition -> partition, partition -> which)));
    }

    /** On the client's own thread, which closing it waits for: takes no lock. */
    private void told(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        reachable = cause == null || !isSilence(cause);
        if (reachable) {
            lastAnswer = OptionalLong.of(nanoTime.getAsLong());
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
            return "the topic " + topics.ids() + " does not exist, or may not be seen";
        }
        String reason = ClientCheck.isUnresolved(cause)
                ? ClientCheck.explain(cause)
                : cause.getClass().getSimpleName() + ": " + Causes.explain(cause);
        if (reachable) {
            return "the Kafka cluster refuses: " + reason;
        }
        return lastAnswer.isEmpty()
                ? "the Kafka cluster has not answered yet: " + reason
                : "the Kafka cluster has not answered for "
                        + Duration.ofNanos(nanoTime.getAsLong() - lastAnswer.getAsLong())
                                .toSeconds() + " s: " + reason;
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
