package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.TransportFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {
    private static final QName DUE = Operation.GET_BATCH_TASK_INFO.answer();
    private static final ServiceVersion VERSION =
            ServiceVersion.of(URI.create("https://host.example/Remote/Services86/"));
    private static final String TASK =
            "<GetBatchTaskInfoResponse xmlns='" + Operation.NAMESPACE + "'><Response/></GetBatchTaskInfoResponse>";
    private static final String WHOLE = envelope("<s:Header/><s:Body>" + TASK + "</s:Body>");

    private static String envelope(String content) {
        return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>" + content + "</s:Envelope>";
    }

    private static String read(int status, String body) throws TransportFailure {
        return EnvelopeReader.read(
                new SoapAnswer(
                        status,
                        "",
                        "text/xml; charset=utf-8",
                        "",
                        Optional.of(Duration.ofSeconds(7)),
                        body.getBytes(StandardCharsets.UTF_8)),
                VERSION,
                DUE);
    }

    private static Failure failure(int status, String body) {
        return catchThrowableOfType(TransportFailure.class, () -> read(status, body))
                .failure();
    }

    private static String code(String body) {
        Failure failure = failure(200, body);
        assertThat(failure).isInstanceOfSatisfying(Failure.Unavailable.class, path -> assertThat(path.retryAfter())
                .hasValue(Duration.ofSeconds(7)));
        return failure.code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // WHOLE
                "<s:Body><s:Fault><faultcode>s:Client</faultcode></s:Fault></s:Body>",
                "<s:Header><h xmlns=''/></s:Header><s:Body/>", // headers may say why it is empty
                "<s:Body> \n </s:Body>",
                "<s:Body><!-- c --><?p i?></s:Body>"
            })
    void anEnvelopeWithTheAnswerOrAFaultOrAnEmptyBodyIsRead(String content) throws Exception {
        String xml = content.isEmpty() ? WHOLE : envelope(content);
        assertThat(read(200, xml)).isEqualTo(xml);
        assertThat(read(500, "\r\n<?xml version='1.0' encoding='utf-8'?>\n" + xml))
                .endsWith(xml);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<error><message>maintenance</message></error> | not-soap",
                "<html><body>sorry<br></body></html> | not-soap",
                "<!-- c --><!DOCTYPE html><html/> | not-soap",
                "<!doctype html><html><br> | unreadable", // lower case is no XML at all
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x> | not-soap",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/> | not-soap",
                "<Envelope/> | not-soap",
                "Service unavailable, sorry | not-soap",
                "{\"error\":1} | not-soap",
                "' \r\n ' | empty-reply"
            })
    void whatIsNoSoap11SaysNothingOfTheTask(String body, String code) {
        assertThat(code(body)).isEqualTo(code);
        assertThat(failure(500, body).code()).isEqualTo(code.equals("not-soap") ? "http-500" : code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000\u0000", "trailing", "<script>x<y</script>", "<!-- cut", "\r\n", "]]>&nbsp;"})
    void whatFollowsTheEnvelopeIsNotLookedAt(String behind) throws Exception {
        assertThat(read(200, WHOLE + behind)).isEqualTo(WHOLE);
        String lines = "<?xml version='1.0'?>\r\n" + WHOLE.replace("<s:Body>", "\r\n<s:Body>&#x1F600;") + "\n";
        String wide = lines.replace("&#x1F600;", "<!-- \uD83D\uDE00 -->").replace("</s:Envelope>", "</s:Envelope \n>");
        assertThat(read(200, wide + behind + WHOLE)).isEqualTo(wide.stripTrailing());
    }

    @Test
    void anAnswerCutAnywhereIsCut() {
        String xml = "<?xml version='1.0'?>"
                + envelope("<s:Header>æ<![CDATA[x]]><!-- c -->&#x41;</s:Header><s:Body>" + TASK + "</s:Body>");
        for (int length = 1; length < xml.length(); length++) {
            assertThat(code(xml.substring(0, length)))
                    .as(xml.substring(0, length))
                    .isEqualTo("cut-answer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<s:Body><a></s:Body>",
                "<s:Body>\u000B</s:Body>", // raw: no writer may do that
                "<s:Body>&nbsp;</s:Body>",
                "<s:Body a='1' a='2'/>",
                "<s:Body>text</s:Body>"
            })
    void whatIsNotWellFormedIsUnreadableAndSaysWhere(String content) {
        Failure failure = failure(200, envelope(content));
        assertThat(failure.code()).isEqualTo("unreadable");
        assertThat(failure.message()).matches("the answer cannot be read as XML: .+ \\(line \\d+, column \\d+\\)");
    }

    @Test
    void whatIsDeeperOrWiderThanAnyAnswerIsUnreadable() {
        assertThat(code(envelope("<a>".repeat(200) + "</a>".repeat(200)))).isEqualTo("unreadable");
        assertThat(code(envelope("<a/>".repeat(60_000)))).isEqualTo("unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<s:Header/>",
                "",
                "<s:Body><GetBatchTaskInfoResponse xmlns='urn:other'/></s:Body>",
                "<s:Body><GetSystemInfoResponse xmlns='http://www.superoffice.net/ws/crm/NetServer/Services86'/></s:Body>",
                "<Body xmlns='urn:other'/>",
                "<s:Header><s:Body/></s:Header>"
            })
    void anEnvelopeWithSomethingElseIsNoAnswer(String content) {
        assertThat(code(envelope(content))).isEqualTo("no-answer");
    }

    @ParameterizedTest
    @CsvSource({"&#x1F;, 31", "&#xB;, 11", "&#x1;, 1", "&#x0;, 65533", "&#xFFFE;, 65533"})
    void aReferenceXmlForbidsIsReadByThatParser(String reference, int character) throws Exception {
        String xml = read(200, envelope("<s:Header><h xmlns=''>" + reference + "</h></s:Header><s:Body/>"));
        var reader = EnvelopeReader.open(xml);
        while (!(reader.next() == javax.xml.stream.XMLStreamConstants.START_ELEMENT
                && reader.getLocalName().equals("h"))) {
            // on
        }
        assertThat(reader.getElementText()).hasSize(1).isEqualTo(String.valueOf((char) character));
    }
}
