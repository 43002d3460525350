package io.batchtask.bridge.cli;

import io.batchtask.bridge.kafka.ClientCheck;
import io.batchtask.bridge.settings.Settings;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is handed to Kafka's clients as it is, so only they can say whether it is right. */
final class ClientSettings {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSettings.class);

    private ClientSettings() {}

    /**
     * A host that does not answer at present is no fault of the settings: the clients try again.
     *
     * @param redact takes secrets out of the reason
     * @throws Wrong if no client can be made with them
     */
    static void mustBeUsable(Settings settings, UnaryOperator<String> redact) {
        try {
            ClientCheck.make(
                    settings.kafka().bootstrapServers(),
                    settings.kafka().client(),
                    settings.shutdown().drainTimeout());
        } catch (KafkaException | IllegalArgumentException unusable) {
            String reason = redact.apply(ClientCheck.explain(unusable));
            if (!ClientCheck.mayPass(unusable)) {
                throw new Wrong("wrong settings:\n  batchtask.kafka.client.*: " + reason);
            }
            LOG.warn("no Kafka client can be made yet, it is tried again; reason={}", reason);
        }
    }

    /** The settings cannot be used. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String reason) {
            super(reason, null, false, false);
        }
    }
}
