package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.service.Wiring;
import io.batchtask.bridge.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The product's topics, seen with Kafka's admin client. */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final long PAUSE_SECONDS = 3;

    private Topics() {}

    static List<String> names(Settings settings) {
        return List.of(
                settings.topics().ids(),
                settings.topics().info(),
                settings.topics().deadLetter());
    }

    /**
     * Looks for a topic before something is sent to it: a producer that asks for one that is missing has the broker
     * create it, if the broker does so.
     *
     * @throws IllegalStateException if it is missing
     */
    static void mustBeThere(Settings settings, String topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        try (Admin admin = Wiring.admin(settings)) {
            if (!admin.listTopics()
                    .names()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .contains(topic)) {
                throw new IllegalStateException(topic + " is missing, or may not be seen");
            }
        }
    }

    /**
     * Creates the topics that are missing, when the settings ask for it. Waits for a broker that does not answer, as
     * the service does later on; one that refuses is a failure.
     *
     * @param redact takes secrets out of Kafka's reasons
     * @param stopping ends the waiting
     */
    static void createMissing(Settings settings, UnaryOperator<String> redact, CountDownLatch stopping) {
        boolean missing = settings.topics().create();
        while (missing && stopping.getCount() > 0) {
            try {
                createMissing(settings);
                missing = false;
            } catch (ExecutionException | TimeoutException | KafkaException failed) {
                Throwable reason = Causes.unwrapped(failed);
                if (reason instanceof ApiException && !passes(reason)) {
                    throw new IllegalStateException(
                            "topics cannot be created: " + redact.apply(Causes.explain(reason)), reason);
                }
                LOG.warn(
                        "topics cannot be created yet, it is tried again; reason={}",
                        redact.apply(Causes.explain(reason)));
                pause(stopping);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while creating topics", interrupted);
            }
        }
    }

    /** A broker that has just started, or gets no time for its heartbeats, is fenced and takes no topic for a while. */
    static boolean passes(Throwable reason) {
        return reason instanceof RetriableException
                || (reason instanceof InvalidReplicationFactorException
                        && String.valueOf(reason.getMessage()).contains("fenced"));
    }

    private static void pause(CountDownLatch stopping) {
        try {
            stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", interrupted);
        }
    }

    private static void createMissing(Settings settings)
            throws ExecutionException, TimeoutException, InterruptedException {
        try (Admin admin = Wiring.admin(settings)) {
            Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (String name : names(settings)) {
                if (!present.contains(name)) {
                    create(admin, wanted(settings, name));
                }
            }
        }
    }

    /** As the settings want it. */
    static NewTopic wanted(Settings settings, String name) {
        int replication = settings.topics().replicationFactor();
        return new NewTopic(
                name,
                Optional.of(settings.topics().partitions()),
                replication < 1 ? Optional.empty() : Optional.of((short) replication));
    }

    private static void create(Admin admin, NewTopic topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) { // another instance was quicker
                throw failed;
            }
        }
    }
}
