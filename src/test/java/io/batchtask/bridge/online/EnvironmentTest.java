package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @ParameterizedTest
    @CsvSource({
        "sod, https://sod.superoffice.com",
        "qaonline, https://qaonline.superoffice.com",
        "online, https://online.superoffice.com",
        "'  Online ', https://online.superoffice.com",
        "SOD, https://sod.superoffice.com",
        "https://sod.superoffice.com, https://sod.superoffice.com",
        "https://sod.superoffice.com/, https://sod.superoffice.com",
        "https://superid.example.org:8443/base//, https://superid.example.org:8443/base",
        "http://127.0.0.1:4711, http://127.0.0.1:4711",
        "HTTPS://sod.superoffice.com, HTTPS://sod.superoffice.com"
    })
    void anEnvironmentIsNamedByItsWordOrItsAddress(String name, String root) {
        assertThat(Environment.named(name).root()).isEqualTo(URI.create(root));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "production", "online3", "ftp://sod.superoffice.com", "https://", "http:online", "a b"})
    void anythingElseIsNone(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Environment.named(name));
    }

    @ParameterizedTest
    @CsvSource({
        "https://sod.superoffice.com/Cust26759/Remote/Services86/, sod",
        "https://sod2.superoffice.com/Cust26759/Remote/Services86/, sod",
        "https://SOD2.SuperOffice.com/Cust26759/Remote/Services86/, sod",
        "https://qaonline4.superoffice.com/Cust1/Remote/Services88/, qaonline",
        "https://online.superoffice.com/Cust1/Remote/Services86/, online",
        "https://online3.superoffice.com/Cust1/Remote/Services86/, online",
        "https://eu-1.superoffice.com/Cust1/Remote/Services86/, online",
        "https://qaonline-eu-1.superoffice.com/Cust1/Remote/Services86/, qaonline",
        "https://2.superoffice.com/Cust1/Remote/Services86/, online",
        "https://app.superoffice.com/Cust1/Remote/Services86/, online",
        "https://disasterrecovery.superoffice.com/Cust1/Remote/Services86/, online"
    })
    void anOnlineNetServerBelongsToTheEnvironmentOfItsHost(String netServer, String name) {
        assertThat(Environment.of(URI.create(netServer))).contains(Environment.named(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example.com/SuperOffice/Remote/Services86/",
                "http://localhost/Remote/Services86/",
                "https://superoffice.com/Cust1/Remote/Services86/",
                "https://online.superoffice.com.evil.example/Cust1/Remote/Services86/",
                "https://www.online.superoffice.com/Cust1/Remote/Services86/",
                "https://onlinesuperoffice.com/Cust1/Remote/Services86/"
            })
    void anInstallationOnSiteBelongsToNone(String netServer) {
        assertThat(Environment.of(URI.create(netServer))).isEqualTo(Optional.empty());
    }

    @Test
    void itsServicesHaveFixedPlaces() {
        Environment sod = Environment.named("sod");

        assertThat(sod.state("Cust12345")).hasToString("https://sod.superoffice.com/api/state/Cust12345");
        assertThat(sod.exchangeByRest())
                .hasToString("https://sod.superoffice.com/Login/api/PartnerSystemUser/Authenticate");
        assertThat(sod.exchangeBySoap())
                .hasToString("https://sod.superoffice.com/login/services/PartnerSystemUserService.svc");
        assertThat(sod.keys()).hasToString("https://sod.superoffice.com/login/.well-known/jwks");
    }

    @Test
    void aTenantCannotLeadToAnotherPath() {
        assertThat(Environment.named("sod").state("../x?y"))
                .hasToString("https://sod.superoffice.com/api/state/..%2Fx%3Fy");
    }
}
