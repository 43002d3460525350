package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.settings.Settings;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;

/** What stands between a command and a topic, found out before the command begins. */
final class Obstacle {
    private Obstacle() {}

    /**
     * Why nothing can be done with that topic at present, and what to do about it.
     *
     * @param redact takes secrets out of Kafka's reasons
     * @throws ClientSettings.Wrong if no client can be made with these settings
     */
    static Optional<String> to(String topic, Settings settings, UnaryOperator<String> redact)
            throws InterruptedException {
        Optional<String> unreached = toTheCluster(settings, redact);
        if (unreached.isPresent()) {
            return unreached;
        }
        try {
            Topics.mustBeThere(settings, topic);
            return Optional.empty();
        } catch (IllegalStateException missing) {
            return Optional.of("topic " + missing.getMessage());
        } catch (ExecutionException | TimeoutException | KafkaException failed) { // the last: no address in the DNS
            return Optional.of(words(Causes.unwrapped(failed), settings, redact));
        }
    }

    /**
     * Why no broker can be reached at present, and what to do about it.
     *
     * @throws ClientSettings.Wrong if no client can be made with these settings
     */
    static Optional<String> toTheCluster(Settings settings, UnaryOperator<String> redact) {
        ClientSettings.mustBeUsable(settings, redact);
        return BrokerReach.objection(settings.kafka().bootstrapServers())
                .map(objection -> objection + "; " + BrokerReach.ADVICE);
    }

    /** What a Kafka client says, with what to do about it where that is known. */
    static String words(Throwable reason, Settings settings, UnaryOperator<String> redact) {
        String servers = settings.kafka().bootstrapServers();
        return redact.apply(Causes.explain(reason))
                + BrokerAdvice.of(reason, servers, settings.kafka().client())
                        .map(advice -> "; " + advice)
                        .orElse("");
    }
}
