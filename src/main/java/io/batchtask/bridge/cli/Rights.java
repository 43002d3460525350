package io.batchtask.bridge.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What this user may do with something on the broker, as the broker says.
 *
 * @param granted none, or null: the broker does not say
 */
record Rights(Set<AclOperation> granted) {
    /** @throws ExecutionException that says whether the topic is missing or may not be seen, among others */
    static Rights onTopic(Admin admin, String topic) throws Exception {
        try {
            return onTopic(admin, topic, true);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnsupportedVersionException) {
                return onTopic(admin, topic, false);
            }
            throw failed;
        }
    }

    private static Rights onTopic(Admin admin, String topic, boolean asked) throws Exception {
        return new Rights(CheckReport.get(admin.describeTopics(
                                List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(asked))
                        .topicNameValues()
                        .get(topic))
                .authorizedOperations());
    }

    /** @param group need not exist */
    static Rights onGroup(Admin admin, String group) throws Exception {
        return new Rights(CheckReport.get(admin.describeConsumerGroups(
                                List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                        .describedGroups()
                        .get(group))
                .authorizedOperations());
    }

    /** Whether the broker says that this one is missing. */
    boolean lack(AclOperation needed) {
        return granted != null && !granted.isEmpty() && !granted.contains(needed);
    }
}
