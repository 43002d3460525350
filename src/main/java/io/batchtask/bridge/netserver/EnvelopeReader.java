package io.batchtask.bridge.netserver;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxEOFException;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.http.TransportFailure;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.UnsupportedCharsetException;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.staxutils.StaxUtils;

/**
 * Whether a body is a whole SOAP 1.1 envelope with the answer that is due. What is not says nothing about the task: it
 * comes from something before NetServer, or was broken on its way. Found out before CXF reads it, whose exceptions do
 * not tell one from the other; only values are left for them to be about.
 */
final class EnvelopeReader {
    private static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";
    private static final QName ENVELOPE = new QName(SOAP_11, "Envelope");
    private static final QName BODY = new QName(SOAP_11, "Body");
    private static final QName FAULT = new QName(SOAP_11, "Fault");
    private static final XMLInputFactory XML = factory();
    private static final int LONGEST_WORD = 12; // characters

    private final SoapAnswer answer;
    private final QName due;

    private EnvelopeReader(SoapAnswer answer, QName due) {
        this.answer = answer;
        this.due = due;
    }

    /** With the restrictions CXF sets; beyond them only what WCF writes is read, see {@link CharacterReferences}. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = StaxUtils.createXMLInputFactory(true);
        factory.setProperty(WstxInputProperties.P_ALLOW_XML11_ESCAPED_CHARS_IN_XML10, true);
        return factory;
    }

    /**
     * The envelope, in the contract's own namespace; {@link #open} reads it. What follows it is not looked at.
     *
     * @param due the operation's answer, in the contract's own namespace
     * @throws TransportFailure if the answer is no whole envelope with that
     */
    static String read(SoapAnswer answer, ServiceVersion version, QName due) throws TransportFailure {
        EnvelopeReader reader = new EnvelopeReader(answer, due);
        String xml = CharacterReferences.readable(version.fromWire(reader.text()));
        return xml.substring(0, reader.check(xml));
    }

    /** A reader of that envelope, for CXF. */
    static XMLStreamReader open(String xml) throws XMLStreamException {
        return XML.createXMLStreamReader(new StringReader(xml));
    }

    private String text() throws TransportFailure {
        try {
            return WireText.decode(answer.body(), answer.contentType());
        } catch (UnsupportedCharsetException unknown) {
            throw failed("unreadable", "an unknown encoding: " + Excerpt.of(unknown.getCharsetName(), 100));
        } catch (CharacterCodingException malformed) {
            throw failed("unreadable", "the answer is not in the encoding it says to be in");
        }
    }

    /** Where the envelope ends. */
    private int check(String xml) throws TransportFailure {
        if (xml.isEmpty()) {
            throw failed("empty-reply", "HTTP " + answer.status() + " with white space for a body");
        }
        if (xml.charAt(0) != '<') {
            throw notSoap("text that is no XML");
        }
        try {
            XMLStreamReader reader = open(xml);
            toRoot(reader);
            if (!toEnd(reader)) {
                throw failed("no-answer", "an envelope without the answer that was due");
            }
            return xml.indexOf('>', reader.getLocation().getCharacterOffset()) + 1;
        } catch (XMLStreamException broken) {
            throw isAtTheEnd(broken, xml)
                    ? failed("cut-answer", "the answer ends before its end" + where(broken))
                    : failed("unreadable", "the answer cannot be read as XML: " + reason(broken));
        }
    }

    /** Woodstox has an exception for it, but not for an end within some of the short words of XML. */
    private static boolean isAtTheEnd(XMLStreamException broken, String xml) {
        return broken instanceof WstxEOFException
                || xml.indexOf('>') < 0
                || !xml.endsWith(">")
                        && broken.getLocation() != null
                        && broken.getLocation().getCharacterOffset() > xml.length() - LONGEST_WORD;
    }

    private void toRoot(XMLStreamReader reader) throws XMLStreamException, TransportFailure {
        int event = reader.next();
        while (event != XMLStreamConstants.START_ELEMENT) {
            if (event == XMLStreamConstants.DTD) { // SOAP forbids it, pages begin with it
                throw notSoap("a document type");
            }
            event = reader.next();
        }
        if (SOAP_12.equals(reader.getNamespaceURI())) {
            throw notSoap("SOAP 1.2");
        }
        if (!ENVELOPE.equals(reader.getName())) {
            throw notSoap("<" + Excerpt.of(reader.getLocalName(), 100) + ">");
        }
    }

    /**
     * Goes on to the end of the envelope. Whether what its body begins with is due; an empty body is, as headers may
     * say why it is.
     */
    private boolean toEnd(XMLStreamReader reader) throws XMLStreamException {
        boolean body = false;
        boolean answered = false;
        int depth = 1;
        while (depth > 0) {
            int event = next(reader);
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (!body && depth == 2 && BODY.equals(reader.getName())) {
                    body = true;
                    boolean empty = reader.nextTag() == XMLStreamConstants.END_ELEMENT;
                    answered = empty || FAULT.equals(reader.getName()) || due.equals(reader.getName());
                    depth += empty ? -1 : 1;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return answered;
    }

    /** Without a document type no entity is declared; CXF would leave it out of the text, and it would go unnoticed. */
    private static int next(XMLStreamReader reader) throws XMLStreamException {
        int event = reader.next();
        if (event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new XMLStreamException("undeclared entity: " + Excerpt.of(reader.getLocalName(), 100));
        }
        return event;
    }

    /** A 500 is most likely a page of whatever failed. */
    private TransportFailure notSoap(String what) {
        String code = answer.status() == 500 ? "http-500" : "not-soap";
        return failed(code, "HTTP " + answer.status() + " with " + what + " where SOAP was due");
    }

    private TransportFailure failed(String code, String message) {
        return new TransportFailure(answer.unavailable(code, message));
    }

    /** Without the place, which Woodstox writes behind a line break. */
    private static String reason(XMLStreamException broken) {
        String message = String.valueOf(broken.getMessage());
        int line = message.indexOf('\n');
        return Excerpt.of(line < 0 ? message : message.substring(0, line), 300) + where(broken);
    }

    private static String where(XMLStreamException broken) {
        return broken.getLocation() == null
                ? ""
                : " (line " + broken.getLocation().getLineNumber() + ", column "
                        + broken.getLocation().getColumnNumber() + ")";
    }
}
