package io.batchtask.bridge.cli;

import io.batchtask.bridge.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The product's topics, seen with Kafka's admin client. */
final class Topics {
    private static final long PATIENCE_SECONDS = 20;

    private Topics() {}

    static Admin admin(Settings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka().client());
        properties.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        return Admin.create(properties);
    }

    static List<String> names(Settings settings) {
        return List.of(
                settings.topics().ids(),
                settings.topics().info(),
                settings.topics().deadLetter());
    }

    /** Creates the topics that are missing, when the settings ask for it. */
    static void createMissing(Settings settings) throws Exception {
        if (!settings.topics().create()) {
            return;
        }
        int replication = settings.topics().replicationFactor();
        try (Admin admin = admin(settings)) {
            Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (String name : names(settings)) {
                if (!present.contains(name)) {
                    create(
                            admin,
                            new NewTopic(
                                    name,
                                    Optional.of(settings.topics().partitions()),
                                    replication < 1 ? Optional.empty() : Optional.of((short) replication)));
                }
            }
        }
    }

    private static void create(Admin admin, NewTopic topic) throws Exception {
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) { // another instance was quicker
                throw failed;
            }
        }
    }
}
