package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokerAdviceTest {
    private static Optional<String> advice(Throwable failed, Map<String, String> client) {
        return BrokerAdvice.of(failed, "kafka.example.com:9092", client);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsAskedForWithTheProtocol() {
        Throwable late = new TimeoutException("Timed out waiting for a node assignment. Call: listNodes");

        assertThat(advice(late, Map.of()))
                .hasValue("is a broker listening at batchtask.kafka.bootstrap-servers (kafka.example.com:9092), is"
                        + " batchtask.kafka.client.security.protocol (PLAINTEXT) that of this listener, and can the"
                        + " addresses that the brokers hand out (advertised.listeners) be reached from here?");
        assertThat(advice(late, Map.of("security.protocol", "SASL_SSL")))
                .hasValueSatisfying(text -> assertThat(text).contains("(SASL_SSL)"));
    }

    @Test
    void anAnswerThatIsNoTlsIsOneOfAnotherProtocol() {
        Throwable noTls = new SslAuthenticationException(
                "SSL handshake failed", new SSLException("Unsupported or unrecognized SSL message"));

        assertThat(advice(noTls, Map.of("security.protocol", "SSL"))).isPresent();
    }

    @Test
    void aRefusalSpeaksForItself() {
        assertThat(advice(new SaslAuthenticationException("no such user"), Map.of()))
                .isEmpty();
        assertThat(advice(new SslAuthenticationException("no trust", new SSLException("PKIX")), Map.of()))
                .isEmpty();
    }
}
