package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseAddressTest {
    private static final String URL = "batchtask.netserver.url";
    private static final String RULE =
            " (-D) is not allowed: an http or https address that ends in the service version,"
                    + " https://host/app/Remote/Services86/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example.com/SO/Remote/Services86/",
                "https://crm.example.com/SO/Remote/Services86",
                "http://localhost/remote/services86/",
                "HTTPS://online3.superoffice.com/Cust12345/Remote/Services86",
                "http://10.0.0.7:8080/Services86/",
                "http://[::1]:8080/Services86/",
                "http://[fe80::1%25eth0]/Services86/",
                "http://crm_server/SO/Remote/Services86/",
                "http://crm_server.corp_lan:8443/SO/Remote/Services86",
                "https://crm/Super%20Office/Remote/Services86/"
            })
    void theAddressEndsInTheServiceVersionWithOrWithoutASlash(String url) {
        assertThat(Given.complete().file(URL, url).settings().netserver().url()).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "https://crm.example.com/SO/Remote/ | -",
                "https://crm.example.com | -",
                "https://crm.example.com/Services/ | -",
                "https://crm.example.com/Services99/ | ; Services84 to Services88 are known, Services99 is not",
                "https://crm.example.com/services83 | ; Services84 to Services88 are known, Services83 is not",
                "https://crm.example.com/Services86// | -",
                "https://crm.example.com/Services86/Batch.svc | ; leave out Batch.svc",
                "https://crm_server/Services86/Batch.svc?wsdl | ; leave out Batch.svc?wsdl",
                "https://crm.example.com/Services86/?wsdl | ; leave out ?wsdl",
                "https://crm.example.com/Services86/#batch | ; leave out #batch",
                "https:/crm.example.com/Services86/ | ; its host is",
                "http:///Services86/ | ; its host is",
                "http:Services86 | ; its host is",
                "https://crm_server/Services86/ | ; with https a name without an underscore",
                "http://crm server/Services86/ | ; a space is written %20",
                "http://crm/Super Office/Services86/ | ; a space is written %20",
                "http://crm:70000/Services86/ | ; its host is",
                "http://crm_server:0/Services86/ | ; its host is",
                "http://blåbær.example/Services86/ | ; its host is",
                "http://crm/{app}/Services86/ | ; at character 12: Illegal character in path",
                "ftp://crm.example.com/Services86/ | ; it begins with http:// or https://",
                "localhost:8080/Services86/ | ; it begins with http:// or https://",
                "crm.example.com/Services86/ | ; it begins with http:// or https://"
            })
    void anyOtherAddressIsRefusedWithAnExampleAndWhatToDo(String url, String advice) {
        assertThat(Given.complete().property(URL, url).problems())
                .singleElement()
                .asString()
                .startsWith(URL + " = " + url + RULE + (advice == null ? "" : advice));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:hunter22@crm.example.com/Services86/",
                "https://me:hunter22@crm example/Services86/",
                "https://me:hun/ter22@crm.example.com/Services86/",
                "https://me:hun@ter22@crm.example.com/Services86/",
                "https://me:hun//ter22?#@crm.example.com/Services86/",
                "https://me@hunter22:x@crm_server/Services86/Batch.svc",
                "https:/me:hunter22@crm.example.com/Services86/",
                "me:hunter22@crm.example.com/Services86/",
                "ftp://me:hunter22@crm.example.com/"
            })
    void anAddressWithAPasswordIsRefusedWithoutShowingIt(String url) {
        assertThat(Given.complete().property(URL, url).problems())
                .singleElement()
                .asString()
                .matches(".* = (https://|ftp://)?\\*\\*\\*@crm.*")
                .contains("; without user and password")
                .doesNotContain("ter22")
                .doesNotContain("hun");
    }

    @Test
    void inOtherSettingsAPasswordIsNotShownEither() {
        assertThat(Given.complete()
                        .property("batchtask.netserver.system-user.environment", "https://me:hun/t@er22@online x")
                        .problems())
                .singleElement()
                .asString()
                .contains("https://***@online x (-D)")
                .doesNotContain("er22");
    }

    @Test
    void anErrorStaysOnItsLineAndIsNoLongerThanAPersonReads() {
        assertThat(Given.complete()
                        .environment("BATCHTASK_EVENTS_FORMAT", "x".repeat(1_000_000))
                        .problems())
                .singleElement()
                .asString()
                .hasSizeLessThan(600)
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @CsvSource({
        "https://crm_server/x, crm_server, 443, false",
        "http://crm_server/x, crm_server, 80, false",
        "http://crm_server:8080/x, crm_server, 8080, false",
        "http://LOCALHOST/x, LOCALHOST, 80, true",
        "http://127.0.0.2:1/x, 127.0.0.2, 1, true",
        "http://[::1]:1/x, [::1], 1, true",
        "http://[2001:db8::1]/x, [2001:db8::1], 80, false",
        "http://crm:/x, crm, 80, false"
    })
    void theMachineOfAnAddress(URI address, String host, int port, boolean loopback) {
        assertThat(Authority.of(address)).hasValueSatisfying(machine -> {
            assertThat(machine).isEqualTo(new Authority(host, port));
            assertThat(machine.isLoopback()).isEqualTo(loopback);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me@crm/", "http://me:x@crm_server/", "mailto:x", "/x", "http://crm:99999/"})
    void whatNamesNoMachineOrAUser(URI address) {
        assertThat(Authority.of(address)).isEmpty();
    }
}
