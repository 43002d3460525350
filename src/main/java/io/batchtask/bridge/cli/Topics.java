package io.batchtask.bridge.cli;

import io.batchtask.bridge.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The product's topics, seen with Kafka's admin client. */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final long PAUSE_SECONDS = 5;

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

    /**
     * Creates the topics that are missing, when the settings ask for it. A cluster that does not answer yet is no reason
     * not to start: it is asked again behind the scenes. One that refuses is.
     */
    static void createMissingSoon(Settings settings) throws Exception {
        try {
            createMissing(settings);
        } catch (Exception failed) {
            if (!isSilence(failed)) {
                throw failed;
            }
            LOG.warn("topics cannot be created yet, it is tried again; reason={}", BridgeCommand.explain(failed));
            Thread later = new Thread(() -> createMissingLater(settings), "batchtask-topics");
            later.setDaemon(true);
            later.start();
        }
    }

    private static boolean isSilence(Exception failed) {
        return failed instanceof TimeoutException
                || failed.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
    }

    /** Ends with its work; nothing waits for it. */
    private static void createMissingLater(Settings settings) {
        while (true) {
            try {
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
                createMissing(settings);
                LOG.info("topics are there; topics={}", names(settings));
                return;
            } catch (InterruptedException stopping) {
                return;
            } catch (Exception notYet) {
                LOG.warn("topics cannot be created yet, it is tried again; reason={}", BridgeCommand.explain(notYet));
            }
        }
    }

    private static void createMissing(Settings settings) throws Exception {
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
