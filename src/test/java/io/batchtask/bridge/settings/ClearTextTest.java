package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearTextTest {
    @ParameterizedTest
    @CsvSource({
        "http://crm.example.com/Services86/, true",
        "HTTP://crm_server:8080/Services86/, true",
        "http://10.0.0.7/Services86/, true",
        "https://crm.example.com/Services86/, false",
        "http://localhost:8080/Services86/, false",
        "http://127.0.0.1/Services86/, false",
        "http://[::1]:8080/Services86/, false"
    })
    void withoutTlsItStaysOnThisMachineOrIsReported(String url, boolean reported) {
        assertThat(ClearText.addresses(Given.complete()
                        .property("batchtask.netserver.url", url)
                        .settings()))
                .hasSize(reported ? 1 : 0)
                .allMatch(url::equals);
    }

    @Test
    void theSignInOfASystemUserCountsAsWell() {
        Given given = Given.complete()
                .property("batchtask.netserver.tenant", "Cust12345")
                .property("batchtask.netserver.application-token", "app-secret")
                .property("batchtask.netserver.system-user.token", "App-AbCdEf1234")
                .property("batchtask.netserver.system-user.private-key", "-----BEGIN PRIVATE KEY-----")
                .property("batchtask.netserver.system-user.environment", "http://online.example.com");
        assertThat(ClearText.addresses(given.settings())).isEmpty();
        assertThat(ClearText.addresses(given.property("batchtask.netserver.sign-in", "system-user")
                        .settings()))
                .containsExactly("http://online.example.com");
    }
}
