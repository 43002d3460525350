package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What to do about a broker that does not answer: all Kafka's clients say is that time has run out. */
final class BrokerAdvice {
    private BrokerAdvice() {}

    /** A listener cuts a connection of another protocol without a word, or answers what is no TLS. */
    static Optional<String> of(Throwable failed, String bootstrapServers, Map<String, String> client) {
        boolean otherProtocol = failed instanceof SslAuthenticationException
                && Causes.explain(failed).contains("Unsupported or unrecognized SSL message");
        if (!(failed instanceof TimeoutException) && !otherProtocol) {
            return Optional.empty();
        }
        String protocol = client.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        return Optional.of("is a broker listening at batchtask.kafka.bootstrap-servers (" + bootstrapServers
                + "), is batchtask.kafka.client.security.protocol (" + protocol + ") that of this listener, and can the"
                + " addresses that the brokers hand out (advertised.listeners) be reached from here?");
    }
}
