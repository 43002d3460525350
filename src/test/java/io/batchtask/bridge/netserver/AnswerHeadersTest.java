package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.netserver.AnswerHeaders.ServerException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.cxf.binding.soap.SoapHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class AnswerHeadersTest {
    private static final String SUCCEEDED = "<h:Succeeded>true</h:Succeeded>";

    /** The headers as CXF hands them over. */
    static List<Object> headers(String xml) {
        try {
            DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
            documents.setNamespaceAware(true);
            Element root = documents
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<Header xmlns:h='" + Operation.NAMESPACE + "' xmlns='"
                            + Operation.NAMESPACE + "' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>" + xml
                            + "</Header>")))
                    .getDocumentElement();
            List<Object> headers = new ArrayList<>();
            for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element) {
                    QName name = new QName(element.getNamespaceURI(), element.getLocalName());
                    headers.add(new SoapHeader(name, element));
                }
            }
            return headers;
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    static String exception(String type, String message, String inner) {
        return "<Message>" + message + "</Message><StackTrace>at C:\\secret.cs:line 42</StackTrace>"
                + "<FriendlyText>friendly</FriendlyText><ExceptionType>" + type
                + "</ExceptionType><Source i:nil='true'/>"
                + (inner == null ? "<InnerException i:nil='true'/>" : "<InnerException>" + inner + "</InnerException>")
                + "<Parameters i:nil='true'/>";
    }

    private static AnswerHeaders read(String xml) {
        return AnswerHeaders.read(headers(xml));
    }

    @Test
    void theFourHeadersOfASuccess() {
        AnswerHeaders headers = read("<h:ExceptionInfo i:nil='true'/><h:ExtraInfo i:nil='true'/>" + SUCCEEDED
                + "<h:TimeZone i:nil='true'/>");
        assertThat(headers.succeeded()).hasValue(true);
        assertThat(headers.exceptions()).isEmpty();
    }

    @Test
    void theirOrderDoesNotMatter() {
        AnswerHeaders headers =
                read(SUCCEEDED + "<h:ExceptionInfo>" + exception("SoX", "m", null) + "</h:ExceptionInfo>");
        assertThat(headers.succeeded()).hasValue(true);
        assertThat(headers.exceptions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "' true ', true", "false, false", "0, false"})
    void succeededIsAnXmlBoolean(String text, boolean succeeded) {
        assertThat(read("<h:Succeeded>" + text + "</h:Succeeded>").succeeded()).hasValue(succeeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<h:Succeeded/>", "<h:Succeeded>TRUE</h:Succeeded>", "<h:Succeeded>yes</h:Succeeded>", ""})
    void withoutAReadableSucceededNothingIsKnown(String xml) {
        assertThat(read(xml).succeeded()).isEmpty();
    }

    @Test
    void headersOfAnotherNamespaceSayNothing() {
        assertThat(read("<o:Succeeded xmlns:o='urn:other'>true</o:Succeeded>" + "<Succeeded xmlns=''>true</Succeeded>")
                        .succeeded())
                .isEmpty();
    }

    @Test
    void anExceptionHasItsTypeAndMessage() {
        assertThat(read("<h:ExceptionInfo>" + exception("SuperOffice.SoX", "it failed", null) + "</h:ExceptionInfo>")
                        .exceptions())
                .containsExactly(new ServerException("SuperOffice.SoX", "it failed", "friendly"));
    }

    @Test
    void theFriendlyTextStandsInForAMissingMessage() {
        assertThat(read("<h:ExceptionInfo><Message i:nil='true'/><FriendlyText>so sorry</FriendlyText>"
                                + "</h:ExceptionInfo>")
                        .exceptions())
                .containsExactly(new ServerException("", "so sorry", "so sorry"));
    }

    @Test
    void innerExceptionsFollowTheirOuterOnes() {
        String inner = exception("B", "inner", exception("C", "innermost", null));
        assertThat(read("<h:ExceptionInfo>" + exception("A", "outer", inner) + "</h:ExceptionInfo>")
                        .exceptions())
                .containsExactly(
                        new ServerException("A", "outer", "friendly"),
                        new ServerException("B", "inner", "friendly"),
                        new ServerException("C", "innermost", "friendly"));
    }

    @Test
    void aChainWithoutEndIsReadToABoundedDepth() {
        String chain = exception("X", "m", null);
        for (int i = 0; i < 90; i++) { // newer JDKs read no XML deeper than 100
            chain = exception("X", "m", chain);
        }
        assertThat(read("<h:ExceptionInfo>" + chain + "</h:ExceptionInfo>").exceptions())
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h:ExceptionInfo/>",
                "<h:ExceptionInfo> </h:ExceptionInfo>",
                "<h:ExceptionInfo><Message i:nil='true'/><ExceptionType i:nil='true'/><InnerException i:nil='true'/></h:ExceptionInfo>",
                "<h:ExceptionInfo><Message/><InnerException><Message/></InnerException></h:ExceptionInfo>"
            })
    void anExceptionInfoThatSaysNothingIsNoException(String info) {
        assertThat(read(info).exceptions()).isEmpty();
    }

    @Test
    void anExceptionOfWhichOnlyTheStackTraceIsThereIsOne() {
        assertThat(read("<h:ExceptionInfo><StackTrace>at X</StackTrace></h:ExceptionInfo>")
                        .exceptions())
                .containsExactly(new ServerException("", ""));
    }

    @Test
    void textsAreCutWhereTheyAreTakenOver() {
        ServerException taken = read("<h:ExceptionInfo>" + exception("T".repeat(100_000), "word ".repeat(100_000), null)
                        + "</h:ExceptionInfo>")
                .exceptions()
                .get(0);

        assertThat(taken.message()).hasSizeBetween(2_000, 4_200).endsWith("…");
        assertThat(taken.type()).hasSizeLessThan(600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1"})
    void nilIsNoException(String nil) {
        assertThat(read("<h:ExceptionInfo i:nil='" + nil + "'/>").exceptions()).isEmpty();
    }

    @Test
    void somethingThatIsNoHeaderIsPassedOver() {
        List<Object> headers = headers(SUCCEEDED);
        headers.add("text");
        headers.add(new SoapHeader(new QName(Operation.NAMESPACE, "ExceptionInfo"), "not an element"));
        assertThat(AnswerHeaders.read(headers).exceptions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SoSessionException | SoSessionException",
                "SuperOffice.Exceptions.SoSessionException | SoSessionException",
                "SuperOffice.Exceptions.SoSessionException, SoCore, Version=11.6.0.0, Culture=neutral | SoSessionException",
                "' System.ArgumentNullException ,mscorlib' | ArgumentNullException",
                "System.ServiceModel.FaultException`1[[SuperOffice.X, SoCore]] | FaultException",
                "'' | ''"
            })
    void theLastSegmentBeforeACommaIsTheShortType(String type, String shortType) {
        assertThat(new ServerException(type, "m").shortType()).isEqualTo(shortType);
    }
}
