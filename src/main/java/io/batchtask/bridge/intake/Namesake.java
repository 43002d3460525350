package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Asks the group whether it has a member of our {@code group.instance.id}, by a client of its own for each question: a
 * consumer has no way to ask, and joining to find out would drive that member out. Used by one thread only.
 */
final class Namesake implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Supplier<Admin> client;
    private final String group;
    private final String instance;
    private Admin admin; // null: there is no question under way
    private CompletableFuture<ConsumerGroupDescription> answer;

    Namesake(Supplier<Admin> client, String group, String instance) {
        this.client = client;
        this.group = group;
        this.instance = instance;
    }

    /** @param consumer its settings, which say how to reach the cluster */
    static Namesake of(Properties consumer) {
        Map<String, Object> properties = new HashMap<>();
        consumer.forEach((name, value) -> properties.put(name.toString(), value));
        properties.keySet().retainAll(AdminClientConfig.configNames());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        return new Namesake(
                () -> Admin.create(properties),
                consumer.getProperty(ConsumerConfig.GROUP_ID_CONFIG),
                consumer.getProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    }

    /** Does not wait: empty until there is an answer. Not to get one counts as a member that is there. */
    Optional<Boolean> isThere() {
        try {
            if (admin == null) {
                admin = client.get();
                answer = admin.describeConsumerGroups(
                                List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(PATIENCE_MILLIS))
                        .describedGroups()
                        .get(group)
                        .toCompletionStage()
                        .toCompletableFuture();
            }
            if (!answer.isDone()) {
                return Optional.empty();
            }
            boolean there = answer.join().members().stream()
                    .anyMatch(member ->
                            member.groupInstanceId().filter(instance::equals).isPresent());
            close();
            return Optional.of(there);
        } catch (CompletionException | KafkaException failed) {
            close();
            return Optional.of(!(failed.getCause() instanceof GroupIdNotFoundException));
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
