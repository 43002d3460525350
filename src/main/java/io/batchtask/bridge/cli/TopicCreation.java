package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creating topics, all but done: the broker checks the right, the name, the numbers and its policy. */
final class TopicCreation {
    private final Settings settings;
    private final List<String> names;
    private final Map<String, KafkaFuture<Void>> answers;

    TopicCreation(Settings settings, Admin admin, List<String> names) {
        this.settings = settings;
        this.names = names;
        this.answers = admin.createTopics(
                        names.stream()
                                .map(name -> Topics.wanted(settings, name))
                                .toList(),
                        new CreateTopicsOptions().validateOnly(true))
                .values();
    }

    /** What would fail, and what to do about it. */
    Map<String, String> refusals() throws Exception {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (String name : names) {
            try {
                CheckReport.get(answers.get(name));
            } catch (ExecutionException refused) {
                boolean exists = refused.getCause() instanceof TopicExistsException;
                refusals.put(
                        name
                                + (exists
                                        ? " exists, and may not be seen"
                                        : " is missing, and could not be created: "
                                                + Causes.explain(refused.getCause())),
                        exists ? "grant the right" : "create it, grant the right to, or correct batchtask.topics.*");
            }
        }
        return refusals;
    }

    @Override
    public String toString() {
        int factor = settings.topics().replicationFactor();
        return "; run would create " + String.join(", ", names) + " (partitions: "
                + settings.topics().partitions() + ", replication factor: "
                + (factor < 1 ? "the broker's default" : factor) + ")";
    }
}
