package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.replay.ReplaySettings;
import io.batchtask.bridge.service.ReplayWiring;
import io.batchtask.bridge.service.Wiring;
import io.batchtask.bridge.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Whether {@code replay} would work for this user. The service does without, and many an operator gives it no such
 * rights; so this tells, and never fails. Changes nothing.
 */
final class ReplayCheck {
    private final ReplaySettings settings;
    private final Admin admin;
    private final UnaryOperator<String> redact;
    private final List<String> reasons = new ArrayList<>();

    private ReplayCheck(ReplaySettings settings, Admin admin, UnaryOperator<String> redact) {
        this.settings = settings;
        this.admin = admin;
        this.redact = redact;
    }

    /** @param redact takes secrets out of Kafka's reasons */
    static String of(Settings settings, UnaryOperator<String> redact) throws Exception {
        try (Admin admin = Wiring.admin(settings)) {
            return new ReplayCheck(ReplayWiring.settings(settings), admin, redact).run();
        }
    }

    private String run() throws Exception {
        topic(settings.deadLetterTopic(), AclOperation.READ);
        topic(settings.idsTopic(), AclOperation.WRITE);
        String created = "";
        if (topic(settings.replayedTopic(), AclOperation.READ, AclOperation.WRITE)) {
            mustBeCompacted();
        } else {
            created = ", and " + settings.replayedTopic() + " would be created";
            mustBeCreatable();
        }
        group();
        transactionalId();
        return reasons.isEmpty()
                ? "dead letters can be sent back" + created
                : "not as things are, and the service does without: " + String.join("; ", reasons);
    }

    /** @return whether it is there; of one that the service needs as well, the step before this one has told */
    private boolean topic(String topic, AclOperation... needed) throws Exception {
        try {
            Rights rights = Rights.onTopic(admin, topic);
            for (AclOperation right : needed) {
                missing(rights.lack(right), right, "topic " + topic);
            }
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException
                    || failed.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw failed;
        }
    }

    private void mustBeCompacted() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, settings.replayedTopic());
        try {
            String policy = CheckReport.get(
                            admin.describeConfigs(List.of(topic)).values().get(topic))
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .value();
            if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                reasons.add("topic " + topic.name() + " has the cleanup.policy " + policy
                        + " and forgets what was sent back: it must be compact");
            }
        } catch (ExecutionException failed) {
            missing(saysNo(failed), AclOperation.DESCRIBE_CONFIGS, "topic " + topic.name());
        }
    }

    /** All but done: the broker checks the right, the name, the numbers and its policy. */
    private void mustBeCreatable() throws Exception {
        NewTopic topic = new NewTopic(
                        settings.replayedTopic(),
                        Optional.of(1),
                        settings.replicationFactor().isPresent()
                                ? Optional.of(
                                        (short) settings.replicationFactor().getAsInt())
                                : Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            CheckReport.get(admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                    .all());
        } catch (ExecutionException refused) {
            reasons.add("topic " + topic.name()
                    + (refused.getCause() instanceof TopicExistsException
                            ? " exists, and may not be seen: the right Read is missing"
                            : " is missing, and cannot be created: "
                                    + redact.apply(Causes.explain(refused.getCause()))));
        }
    }

    private void group() throws Exception {
        boolean lacking;
        try {
            lacking = Rights.onGroup(admin, settings.lockGroup()).lack(AclOperation.READ);
        } catch (ExecutionException failed) {
            lacking = saysNo(failed);
        }
        missing(lacking, AclOperation.READ, "group " + settings.lockGroup());
    }

    /** A broker tells no rights on these; but who may write with one may see it. */
    private void transactionalId() throws Exception {
        String id = settings.transactionalId();
        try {
            CheckReport.get(admin.describeTransactions(List.of(id)).description(id));
        } catch (ExecutionException failed) {
            missing(saysNo(failed), AclOperation.WRITE, "transactional id " + id);
        }
    }

    /** Whether a right is missing; anything else is not said, or shows when it is needed. */
    private static boolean saysNo(ExecutionException failed) {
        return failed.getCause() instanceof AuthorizationException;
    }

    private void missing(boolean isMissing, AclOperation right, String resource) {
        if (isMissing) {
            reasons.add("the right " + SecurityUtils.operationName(right) + " on " + resource + " is missing");
        }
    }
}
