package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.settings.NetserverSettings.SignIn;
import org.junit.jupiter.api.Test;

class RequiredCredentialTest {
    @Test
    void aMissingTicketIsSaidWithEveryPlaceForItAndEveryOtherWay() {
        assertThat(RequiredCredential.sentence("ticket", SignIn.TICKET))
                .isEqualTo("batchtask.netserver.ticket is required with sign-in ticket (environment"
                        + " BATCHTASK_NETSERVER_TICKET; or batchtask.netserver.ticket-file with the name of a file,"
                        + " environment BATCHTASK_NETSERVER_TICKET_FILE); other ways, by"
                        + " batchtask.netserver.sign-in: password, access-token, system-user");
    }

    @Test
    void whatIsNoSecretHasNoFileAndTheOtherWaysAreSaidOnce() {
        assertThat(RequiredCredential.sentence("username", SignIn.PASSWORD))
                .isEqualTo("batchtask.netserver.username is required with sign-in password (environment"
                        + " BATCHTASK_NETSERVER_USERNAME)");
    }
}
