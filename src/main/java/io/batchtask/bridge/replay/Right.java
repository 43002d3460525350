package io.batchtask.bridge.replay;

import io.batchtask.bridge.failure.Causes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * A right a step needs.
 *
 * @param operation as Kafka's own tools name it
 * @param resource its kind and name
 */
record Right(String operation, String resource) {
    static Right topic(String operation, String name) {
        return new Right(operation, "topic " + name);
    }

    static Right group(String operation, String name) {
        return new Right(operation, "group " + name);
    }

    /**
     * @param allowed to this user; null or none when the broker does not say, for without any it would not be shown
     * @throws RightMissing if this is not
     */
    void mustBeAmong(Set<AclOperation> allowed) throws RightMissing {
        boolean said = allowed != null && !allowed.isEmpty();
        if (said && !allowed.contains(AclOperation.fromString(operation.toUpperCase(Locale.ROOT)))) {
            throw new RightMissing("the right " + this + " is missing", null);
        }
    }

    /** Why there is no sense in trying again: a missing right, or a refused login. Empty for any other failure. */
    Optional<ReplayRefused> refusal(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException denied) {
                return Optional.of(new RightMissing(
                        "the right " + missing(denied) + " is missing: " + Causes.explain(denied), failed));
            }
            if (cause instanceof AuthenticationException refused) {
                return Optional.of(
                        new ReplayRefused("the broker refuses the login: " + Causes.explain(refused), failed));
            }
        }
        return Optional.empty();
    }

    /** What the exception says counts: a transaction writes to several topics. */
    private Right missing(AuthorizationException denied) {
        if (denied instanceof TopicAuthorizationException topics
                && !topics.unauthorizedTopics().isEmpty()) {
            return topic(operation, String.join(", ", topics.unauthorizedTopics()));
        }
        if (denied instanceof GroupAuthorizationException group && group.groupId() != null) {
            return group(operation, group.groupId());
        }
        return denied instanceof ClusterAuthorizationException ? new Right(operation, "the cluster") : this;
    }

    /** {@code Read on topic t}. */
    @Override
    public String toString() {
        return operation + " on " + resource;
    }
}
