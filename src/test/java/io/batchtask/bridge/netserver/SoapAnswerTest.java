package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoapAnswerTest {
    private static final String SOAP = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>";

    private static SoapAnswer answer(int status, String type, String body, Duration retryAfter) {
        return new SoapAnswer(
                status, "", type, "", Optional.ofNullable(retryAfter), body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/xml",
        "200, text/xml; charset=utf-8",
        "200, TEXT/XML;charset=UTF-8",
        "200, application/xml",
        "500, text/xml; charset=utf-8"
    })
    void anEnvelopeIsWorthReading(int status, String type) {
        assertThat(answer(status, type, SOAP, null).notSoap()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // whatever the body looks like
        "421, text/xml, ENVELOPE, misdirected",
        "421, text/html, <html/>, misdirected",
        "429, text/html, <html/>, throttled",
        "429, text/xml, ENVELOPE, throttled",
        "202, text/xml, ENVELOPE, http-202",
        "204, text/xml, '', http-204",
        "301, text/html, '', http-301",
        "302, text/html, <html/>, http-302",
        "400, text/xml, ENVELOPE, http-400",
        "401, text/html, <html/>, http-401",
        "403, text/html, <html/>, http-403",
        "404, text/html, <html/>, http-404",
        "407, text/html, <html/>, http-407",
        "415, text/plain, sorry, http-415",
        "501, text/xml, ENVELOPE, http-501",
        "502, text/html, <html/>, http-502",
        "503, text/html, <html/>, http-503",
        "503, text/xml, ENVELOPE, http-503",
        "504, text/html, '', http-504",
        // 200 and 500 without an envelope
        "200, text/xml, '', empty-reply",
        "500, text/xml, '', empty-reply",
        "200, text/html; charset=utf-8, <html/>, not-soap",
        "200, application/soap+xml, ENVELOPE, not-soap",
        "200, application/json, {}, not-soap",
        "200, no content type, ENVELOPE, not-soap",
        "500, text/html, <html/>, http-500"
    })
    void anythingElseMeansThatNetServerIsUnavailable(int status, String type, String body, String code) {
        Failure failure = answer(status, type, body.replace("ENVELOPE", SOAP), null)
                .notSoap()
                .orElseThrow();
        assertThat(failure.className()).isEqualTo("unavailable");
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains("HTTP " + status).doesNotContain("<html/>", "sorry");
    }

    @ParameterizedTest
    @CsvSource({"gzip, false", "GZIP, false", "br, false", "'gzip, identity', false", "identity, true", "Identity, true"
    })
    void aBodyThatIsPackedIsNotRead(String coding, boolean readable) {
        HttpReply reply = new HttpReply(
                200,
                Map.of("content-type", "text/xml; charset=utf-8", "content-encoding", coding),
                SOAP.getBytes(StandardCharsets.UTF_8),
                true);

        Optional<Failure> failure = SoapAnswer.of(reply).notSoap();

        assertThat(failure.isEmpty()).isEqualTo(readable);
        failure.ifPresent(packed ->
                assertThat(packed.className() + "/" + packed.code()).isEqualTo("unavailable/content-encoding"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "'Sun, 06 Nov 1994 08:49:37 GMT', 0",
        "99999999999999999, 1000000000",
        "-5, ",
        "1.5, ",
        "soon, ",
        "'', "
    })
    void theWaitIsReadFromSecondsAndDates(String header, Long seconds) {
        HttpReply reply = new HttpReply(503, Map.of("retry-after", header), new byte[0], false);

        Failure failure = SoapAnswer.of(reply).notSoap().orElseThrow();

        assertThat(((Failure.Unavailable) failure).retryAfter())
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 421, 429, 500, 503})
    void whenToComeBackIsPassedOn(int status) {
        Duration later = Duration.ofSeconds(17);
        Failure failure =
                answer(status, "text/html", "<html/>", later).notSoap().orElseThrow();
        assertThat(((Failure.Unavailable) failure).retryAfter()).hasValue(later);
        failure = answer(status, "text/html", "<html/>", null).notSoap().orElseThrow();
        assertThat(((Failure.Unavailable) failure).retryAfter()).isEmpty();
    }

    @Test
    void whereARedirectLeadsToIsReported() {
        HttpReply moved = new HttpReply(301, Map.of("location", "https://crm.example/Batch.svc"), new byte[0], false);

        assertThat(SoapAnswer.of(moved).notSoap()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo("http-301");
            assertThat(failure.message()).endsWith("(Location: https://crm.example/Batch.svc)");
        });
    }
}
