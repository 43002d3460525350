package io.batchtask.bridge.health;

import io.batchtask.bridge.intake.PartitionProgress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Kafka cluster every five seconds, with a client of its own: whether it answers, whether the topics exist,
 * where the logs of our partitions begin and end. A consumer does not show that: without a broker its polls return
 * nothing, and do not fail.
 */
public final class ClusterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** The client's time-out: less than the period, so that answers do not overtake each other. */
    public static final Duration TIMEOUT = Duration.ofSeconds(4);

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int ROUNDS_A_MINUTE = 12;

    private final Supplier<Admin> client;
    private final WatchedTopics topics;
    private final Supplier<List<PartitionProgress>> partitions;
    private final LogBounds log;
    private final ClusterListener listener;
    private final ClusterTrouble trouble;
    /** A thread of its own: resolving a name may take longer than other work can wait. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread fresh = new Thread(task, "batchtask-cluster");
        fresh.setDaemon(true);
        return fresh;
    });

    private final TopicObstacles obstacles = new TopicObstacles();
    private final LatestAnswers latest = new LatestAnswers();
    private volatile Admin admin;
    private volatile boolean closed;
    private volatile Uuid topic; // null: not known yet
    private volatile boolean answersRights = true; // brokers before 2.3 do not
    private int rounds;

    /**
     * @param client makes an admin client that waits for {@link #TIMEOUT}, also by default: describing topics asks for
     *     more than its own options reach; may fail
     * @param partitions ours, whose bounds are given to {@code log}
     */
    public ClusterWatch(
            Supplier<Admin> client,
            WatchedTopics topics,
            Supplier<List<PartitionProgress>> partitions,
            LogBounds log,
            ClusterListener listener,
            LongSupplier nanoTime) {
        this.client = client;
        this.topics = topics;
        this.partitions = partitions;
        this.log = log;
        this.listener = listener;
        this.trouble = new ClusterTrouble(topics.ids(), nanoTime);
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the cluster cannot be used; empty when it answers. */
    public Optional<String> trouble() {
        return trouble.trouble();
    }

    /** Whether the cluster answers, even if with a refusal. */
    public boolean reachable() {
        return trouble.reachable();
    }

    /** How long the cluster has answered, and more than with a refusal of all we ask; zero while it does not. */
    public Duration answersFor() {
        return trouble.answersFor();
    }

    /** Why one of our topics cannot be written to, as far as that is known; empty once it has been seen. */
    public Optional<KafkaException> obstacle(String topic) {
        return obstacles.of(topic);
    }

    /**
     * Why topics we write to cannot be written to at present. Nothing about a topic of which a cluster that answers no
     * one, or not us, has never said anything: that is {@link #trouble}.
     */
    public List<String> obstacles() {
        return topics.outputs().stream()
                .distinct()
                .filter(topic -> trouble.answering() || latest.areAbout(topic))
                .flatMap(topic -> latest.obstacle(topic).stream())
                .toList();
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
            if (topics.session() && rounds++ % ROUNDS_A_MINUTE == 0) {
                GroupSession.ask(admin, listener::groupSession);
            }
        } catch (RuntimeException | Error broken) { // an address that cannot be resolved, say; the next time it may
            trouble.answered(broken);
        }
    }

    private void askForTopics() {
        Set<String> all = new HashSet<>(topics.outputs());
        all.add(topics.ids());
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(answersRights);
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(all, options).topicNameValues();
        answers.forEach((name, answer) -> answer.whenComplete((topic, failed) -> {
            if (failed == null) {
                latest.exists(name, topic.authorizedOperations());
            } else {
                answersRights &= !(failed instanceof UnsupportedVersionException);
                latest.failed(name, failed);
            }
            if (obstacles.answered(name, failed)) {
                listener.topicSeen(name);
            }
        }));
        KafkaFuture<TopicDescription> ids = answers.get(topics.ids());
        ids.whenComplete((topic, failed) -> trouble.answered(failed));
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
            LOG.warn("the topic has been made anew, it is read from its beginning; topic={} id={}", ids.name(), topic);
        }
    }

    private void askForBounds() {
        Map<TopicPartition, PartitionProgress> ours = partitions.get().stream()
                .collect(Collectors.toMap(
                        one -> new TopicPartition(one.topic(), one.partition()), one -> one, (one, other) -> other));
        log.assigned(ours.keySet());
        if (ours.isEmpty()) {
            return;
        }
        ListOffsetsResult beginnings = bounds(ours.keySet(), OffsetSpec.earliest());
        ListOffsetsResult ends = bounds(ours.keySet(), OffsetSpec.latest());
        ours.forEach((partition, progress) -> beginnings
                .partitionResult(partition)
                .toCompletionStage()
                .thenAcceptBoth(
                        ends.partitionResult(partition).toCompletionStage(),
                        (beginning, end) -> log.seen(progress, beginning.offset(), end.offset())));
    }

    private ListOffsetsResult bounds(Set<TopicPartition> wanted, OffsetSpec which) {
        return admin.listOffsets(wanted.stream().collect(Collectors.toMap(partition -> partition, partition -> which)));
    }

    /** Does not wait for the thread, which may be busy with a name that does not resolve. */
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
