package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSecretsTest {
    @Test
    void passwordsAndTheSecretsInsideALoginAreSecretAndNothingElseIs() {
        assertThat(ClientSecrets.of(Map.of(
                        "sasl.jaas.config",
                        "org.example.Login required username=\"bridge\" password=\"S3cret; of it\" clientSecret='other'"
                                + " refreshToken=third;",
                        "ssl.keystore.password",
                        "S3cret-of-the-store",
                        "ssl.keystore.key",
                        "-----BEGIN PRIVATE KEY-----",
                        "sasl.oauthbearer.token.endpoint.url",
                        "https://example.com/token",
                        "security.protocol",
                        "SASL_SSL")))
                .containsExactlyInAnyOrder(
                        "S3cret; of it", "other", "third", "S3cret-of-the-store", "-----BEGIN PRIVATE KEY-----");
    }
}
