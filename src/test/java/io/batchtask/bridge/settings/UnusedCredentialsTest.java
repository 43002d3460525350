package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnusedCredentialsTest {
    private static final String NETSERVER = "batchtask.netserver.";

    @Test
    void aTicketBesideAPasswordIsNamed() {
        Given given = Given.complete()
                .file(NETSERVER + "sign-in", "password")
                .file(NETSERVER + "username", "sim")
                .file(NETSERVER + "password", "hunter22");

        assertThat(UnusedCredentials.of(given.settings()))
                .containsExactly("batchtask.netserver.ticket is set, and not used with sign-in password:"
                        + " batchtask.netserver.sign-in = ticket uses it");
    }

    @Test
    void withATicketAllOthersAreNamed() {
        Given given = Given.complete()
                .file(NETSERVER + "username", "sim")
                .file(NETSERVER + "password", "hunter22")
                .file(NETSERVER + "access-token", "8A:Cust12345.abc")
                .file(NETSERVER + "system-user.token", "App-AbCdEf")
                .file(NETSERVER + "system-user.private-key", "a key");

        assertThat(UnusedCredentials.of(given.settings()))
                .extracting(sentence -> sentence.replaceFirst(" is set.* = (\\S+) uses it", " $1"))
                .containsExactly(
                        NETSERVER + "username password",
                        NETSERVER + "password password",
                        NETSERVER + "access-token access-token",
                        NETSERVER + "system-user.token system-user",
                        NETSERVER + "system-user.private-key system-user");
    }

    @Test
    void whatEveryWayMayUseIsNotNamed() {
        assertThat(UnusedCredentials.of(Given.complete()
                        .file(NETSERVER + "tenant", "Cust12345")
                        .file(NETSERVER + "application-token", "S3cret-of-the-app")
                        .settings()))
                .isEmpty();
    }
}
