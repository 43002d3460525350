package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCheckTest {
    private static final String NOWHERE = "127.0.0.1:1";

    private static void make(String bootstrapServers, Map<String, String> own) {
        ClientCheck.make(bootstrapServers, own, Duration.ofSeconds(25));
    }

    @Test
    void goodSettingsNeedNoBroker() {
        assertThatCode(() -> make(NOWHERE, Map.of("session.timeout.ms", "20000", "linger.ms", "3")))
                .doesNotThrowAnyException();
        assertThatCode(() -> make(NOWHERE, Map.of("group.protocol", "consumer")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "security.protocol | SASL_SSLL | security.protocol",
                "sasl.login.callback.handler.class | com.example.Nobody | com.example.Nobody",
                "session.timeout.ms | soon | session.timeout.ms",
                "compression.type | rar | compression.type",
                "isolation.level | none | isolation.level",
                "partition.assignment.strategy | CooperativeStickyAssignor | CooperativeStickyAssignor",
                "interceptor.classes | org.nope.I | org.nope.I",
                "partitioner.class | java.lang.String | java.lang.String",
                "heartbeat.interval.ms | 50000 | Heartbeat",
            })
    void aWrongOneIsNamed(String key, String value, String words) {
        Throwable thrown = catchThrowable(() -> make(NOWHERE, Map.of(key, value)));

        assertThat(ClientCheck.mayPass(thrown)).isFalse();
        assertThat(ClientCheck.isUnresolved(thrown)).isFalse();
        assertThat(ClientCheck.explain(thrown)).contains(words);
    }

    @Test
    void aLoginWithoutASemicolonIsNamedAsSuch() {
        Throwable thrown = catchThrowable(() -> make(
                NOWHERE,
                Map.of(
                        "security.protocol", "SASL_PLAINTEXT",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                        + " username=\"a\" password=\"S3cret\"")));

        assertThat(ClientCheck.explain(thrown)).contains("semi-colon").doesNotContain("S3cret");
    }

    @Test
    void aNameThatCannotBeResolvedIsNoWrongSetting() {
        Throwable thrown = catchThrowable(() -> make("no-such-host.invalid:9092,nor-this.invalid:9092", Map.of()));

        assertThat(ClientCheck.isUnresolved(thrown)).isTrue();
        assertThat(ClientCheck.explain(thrown))
                .isEqualTo("no name in batchtask.kafka.bootstrap-servers can be resolved");
    }

    @Test
    void oneNameThatCanIsEnough() {
        assertThatCode(() -> make("no-such-host.invalid:9092," + NOWHERE, Map.of()))
                .doesNotThrowAnyException();
    }

    /** Each of our clients has times of its own, and takes these. */
    @ParameterizedTest
    @CsvSource({
        "default.api.timeout.ms, 20000",
        "default.api.timeout.ms, 5000",
        "request.timeout.ms, 100000",
        "request.timeout.ms, 100",
        "delivery.timeout.ms, 100",
    })
    void aTimeThatOurClientsTakeIsRight(String key, String value) {
        assertThatCode(() -> make(NOWHERE, Map.of(key, value))).doesNotThrowAnyException();
    }

    private static Map<String, String> token(String protocol) {
        return Map.of(
                "security.protocol", protocol,
                "sasl.mechanism", "OAUTHBEARER",
                "sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "sasl.oauthbearer.token.endpoint.url", "http://127.0.0.1:1/token",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                                + " clientId=\"bridge\" clientSecret=\"S3cret\";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SASL_PLAINTEXT", "SASL_SSL"})
    void noLoginIsTried(String protocol) {
        assertThatCode(() -> make(NOWHERE, token(protocol))).doesNotThrowAnyException();
    }

    @Test
    void theTrustOfAConnectionWithALoginIsLookedAtAllTheSame() {
        Map<String, String> own = new HashMap<>(token("SASL_SSL"));
        own.put("ssl.truststore.location", "/no/such/file.p12");

        Throwable thrown = catchThrowable(() -> make(NOWHERE, own));

        assertThat(ClientCheck.mayPass(thrown)).isFalse();
        assertThat(ClientCheck.explain(thrown)).contains("/no/such/file.p12");
    }

    static Stream<Throwable> whatPasses() {
        return Stream.of(
                new LoginException("the server of the tokens is down"),
                new ConnectException("refused"),
                new SocketTimeoutException("too late"),
                new UnknownHostException("vault.example"),
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));
    }

    @ParameterizedTest
    @MethodSource("whatPasses")
    void aServerThatDoesNotAnswerMayDoSoLater(Throwable cause) {
        assertThat(ClientCheck.mayPass(new KafkaException("no client", new KafkaException(cause))))
                .isTrue();
    }

    @Test
    void aWrongValueDoesNotPass() {
        assertThat(ClientCheck.mayPass(new KafkaException(new ConfigException("linger.ms", "soon"))))
                .isFalse();
        assertThat(ClientCheck.mayPass(new IllegalArgumentException("no semi-colon")))
                .isFalse();
    }
}
