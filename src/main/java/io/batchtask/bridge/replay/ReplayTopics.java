package io.batchtask.bridge.replay;

import io.batchtask.bridge.failure.Causes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a replay: all must be there but the one that says what has been sent back, which is made. */
final class ReplayTopics {
    static final String READ = "Read";

    private static final String WRITE = "Write";
    private static final DescribeTopicsOptions WITH_OPERATIONS =
            new DescribeTopicsOptions().includeAuthorizedOperations(true);
    private static final int LARGEST_BATCH = 64 * 1024;
    private static final int KAFKAS_BATCH = 16 * 1024;

    private final Admin admin;
    private final ReplaySettings settings;
    private final Attempts attempts;

    ReplayTopics(Run run) {
        this.admin = run.admin();
        this.settings = run.settings();
        this.attempts = run.attempts();
    }

    /**
     * A topic that is there.
     *
     * @param id of this one; a topic made anew under the name has another
     */
    record Found(Uuid id, List<TopicPartition> partitions) {}

    Found deadLetters() throws ReplayRefused, InterruptedException, Stopped {
        Found found = find(settings.deadLetterTopic(), READ)
                .orElseThrow(() -> new ReplayRefused("the dead-letter topic " + settings.deadLetterTopic()
                        + " is missing, or may not be seen: is batchtask.topics.dead-letter right?"));
        if (found.id().equals(Uuid.ZERO_UUID)) {
            throw new ReplayRefused("topics have no ids here, by which one that is made anew is known: replay needs"
                    + " brokers of Kafka 2.8 or later");
        }
        return found;
    }

    /** @throws ReplayRefused if the dead-letter topic is not that one any more: other letters have its offsets */
    void mustStillBe(Found before) throws ReplayRefused, InterruptedException, Stopped {
        if (!deadLetters().id().equals(before.id())) {
            throw new ReplayRefused(
                    "the dead-letter topic " + settings.deadLetterTopic() + " was made anew meanwhile; run it again");
        }
    }

    /** @throws ReplayRefused if letters cannot be sent to that topic */
    void mustTakeLetters(String target) throws ReplayRefused, InterruptedException, Stopped {
        if (target.equals(settings.deadLetterTopic()) || target.equals(settings.replayedTopic())) {
            throw new ReplayRefused("dead letters cannot be sent to " + target + ", which is replay's own to read");
        }
        if (find(target, WRITE).isEmpty()) {
            throw new ReplayRefused("the topic " + target + ", to which dead letters would be sent, is missing, or may"
                    + " not be seen");
        }
    }

    /** The replayed topic, to be read; empty when it is missing: then nothing has been sent back. */
    Optional<Found> replayed() throws ReplayRefused, InterruptedException, Stopped {
        return find(settings.replayedTopic(), READ);
    }

    /** @throws ReplayRefused if it forgets, or cannot be made */
    Found replayedOrMade() throws ReplayRefused, InterruptedException, Stopped {
        String topic = settings.replayedTopic();
        Optional<Found> found = find(topic, READ, WRITE);
        if (found.isEmpty()) {
            attempts.of("create topic " + topic, Right.topic("Create", topic), this::create);
            found = Optional.of(attempts.of("see topic " + topic, Right.topic(READ, topic), this::settled));
        }
        mustKeep(topic);
        return found.get();
    }

    /**
     * Empty when it is missing.
     *
     * @param operations what this user must be allowed to do with it
     */
    Optional<Found> find(String topic, String... operations) throws ReplayRefused, InterruptedException, Stopped {
        return attempts.of(
                "find topic " + topic, Right.topic(operations[0], topic), () -> described(topic, operations));
    }

    private Optional<Found> described(String topic, String... operations) throws ReplayRefused, InterruptedException {
        try {
            TopicDescription description = Attempts.answer(admin.describeTopics(List.of(topic), WITH_OPERATIONS)
                            .allTopicNames())
                    .get(topic);
            for (String operation : operations) {
                Right.topic(operation, topic).mustBeAmong(description.authorizedOperations());
            }
            return Optional.of(new Found(
                    description.topicId(),
                    description.partitions().stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList()));
        } catch (UnknownTopicOrPartitionException | InvalidTopicException missing) {
            return Optional.empty();
        }
    }

    private Void create() throws ReplayRefused, InterruptedException {
        Optional<Short> factor = settings.replicationFactor().isPresent()
                ? Optional.of((short) settings.replicationFactor().getAsInt())
                : Optional.empty();
        NewTopic wanted = new NewTopic(settings.replayedTopic(), Optional.of(1), factor)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            Attempts.answer(admin.createTopics(List.of(wanted)).all());
        } catch (TopicExistsException quicker) {
            return null;
        } catch (ApiException failed) {
            if (passes(failed) || failed instanceof AuthorizationException) {
                throw failed;
            }
            throw new ReplayRefused(
                    "the topic " + settings.replayedTopic() + " cannot be created: " + Causes.explain(failed), failed);
        }
        return null;
    }

    /** A broker that has just started is fenced, and counts as none, for a moment. */
    private static boolean passes(ApiException failed) {
        return failed instanceof RetriableException
                || failed instanceof InvalidReplicationFactorException
                        && String.valueOf(failed.getMessage()).contains("fenced");
    }

    /** Once its leaders answer: one that has not heard of it yet may take a later batch before an earlier one. */
    private Found settled() throws ReplayRefused, InterruptedException {
        Found found = described(settings.replayedTopic(), READ, WRITE)
                .orElseThrow(() -> new UnknownTopicOrPartitionException("not to be seen yet"));
        Backlog.of(admin, found.partitions());
        return found;
    }

    private void mustKeep(String topic) throws ReplayRefused, InterruptedException, Stopped {
        String policy = attempts.of(
                "read the settings of topic " + topic,
                Right.topic("DescribeConfigs", topic),
                () -> setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG));
        if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new ReplayRefused("the topic " + topic + " has cleanup.policy=" + policy
                    + ": it would forget what has been sent back, and letters could be sent twice; set it to compact");
        }
    }

    private String setting(String topic, String name) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                Attempts.answer(admin.describeConfigs(List.of(resource)).all()).get(resource);
        return config.get(name).value();
    }

    /**
     * How large batches may be: a producer of Kafka's splits one that its topic refuses into batches of this size, for
     * ever when that is too large, too. As with any producer when this user may not see what a topic accepts.
     */
    int batchSize(String target) throws ReplayRefused, InterruptedException, Stopped {
        return Math.min(accepted(target), accepted(settings.replayedTopic()));
    }

    private int accepted(String topic) throws ReplayRefused, InterruptedException, Stopped {
        return attempts.of("read the settings of topic " + topic, Right.topic("DescribeConfigs", topic), () -> {
            try {
                int accepted = Integer.parseInt(setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
                return Math.min(LARGEST_BATCH, accepted);
            } catch (AuthorizationException mayNotBeSeen) {
                return KAFKAS_BATCH;
            }
        });
    }
}
