package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceVersionTest {
    private static final String NAMESPACE = "http://www.superoffice.net/ws/crm/NetServer/";

    private static ServiceVersion at(String path) {
        return ServiceVersion.of(URI.create("https://host.example" + path));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "/Remote/Services86/, Services86",
        "/Remote/Services88/, Services88",
        "/Remote/Services84, Services84",
        "/Cust12345/Remote/Services87/, Services87",
        "/app/remote/services88/, Services88", // IIS does not mind, the namespace does
        "/SERVICES85/, Services85",
        "/Services82/Remote/Services86/, Services86", // an application of that name
        "/Remote/, Services86",
        "'', Services86"
    })
    void theVersionIsTheLastPartOfTheAddress(String path, String version) {
        assertThat(at(path).word()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"84", "85", "86", "87", "88"})
    void actionAndNamespaceFollowTheVersion(String number) {
        ServiceVersion version = at("/Remote/Services" + number + "/");

        assertThat(version.toWire("\"" + NAMESPACE + "Services86/Batch/GetBatchTaskInfo\""))
                .isEqualTo("\"" + NAMESPACE + "Services" + number + "/Batch/GetBatchTaskInfo\"");
        assertThat(new String(version.toWire(bytes("<a xmlns=\"" + NAMESPACE + "Services86\"/>"))))
                .isEqualTo("<a xmlns=\"" + NAMESPACE + "Services" + number + "\"/>");
        assertThat(version.fromWire("<a xmlns=\"" + NAMESPACE + "Services" + number + "\"/>"))
                .isEqualTo("<a xmlns=\"" + NAMESPACE + "Services86\"/>");
    }

    @Test
    void everyOccurrenceIsRenamedAndNothingElse() {
        String envelope = "<h:a xmlns:h=\"" + NAMESPACE + "Services88\"/><b xmlns=\"" + NAMESPACE
                + "Services88\">Services88 https://host/Remote/Services88/</b>";

        assertThat(at("/Remote/Services88/").fromWire(envelope))
                .isEqualTo("<h:a xmlns:h=\"" + NAMESPACE + "Services86\"/><b xmlns=\"" + NAMESPACE
                        + "Services86\">Services88 https://host/Remote/Services88/</b>");
    }

    @Test
    void everyOtherCharacterStaysAsItIs() {
        String text = "<a xmlns=\"" + NAMESPACE + "%s\">ærlig € 😀</a>";

        assertThat(at("/Remote/Services88/").fromWire(text.formatted("Services88")))
                .isEqualTo(text.formatted("Services86"));
        assertThat(at("/Remote/Services88/").toWire(bytes(text.formatted("Services86"))))
                .isEqualTo(bytes(text.formatted("Services88")));
    }

    @Test
    void theContractsOwnVersionCostsNothing() {
        byte[] envelope = bytes("<a xmlns=\"" + NAMESPACE + "Services86\"/>");

        assertThat(at("/Remote/Services86/").toWire(envelope)).isSameAs(envelope);
        assertThat(at("/Remote/Services86/").fromWire("<a/>")).isSameAs("<a/>");
    }

    @ParameterizedTest
    @CsvSource({"84, false", "85, false", "86, false", "87, false", "88, true"})
    void services88AloneSaysMore(String number, boolean more) {
        assertThat(at("/Cust12345/remote/services" + number + "/").isExtended()).isEqualTo(more);
    }
}
