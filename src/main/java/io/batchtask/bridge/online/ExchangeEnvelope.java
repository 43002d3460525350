package io.batchtask.bridge.online;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** The exchange as SOAP 1.1: {@code PartnerSystemUserService.svc}, version 0.1. */
final class ExchangeEnvelope {
    private static final String NAMESPACE = "http://www.superoffice.com/superid/partnersystemuser/0.1";
    static final String ACTION = NAMESPACE + "/IPartnerSystemUserService/Authenticate";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    private ExchangeEnvelope() {}

    record Answer(boolean isSuccessful, String token, String errorMessage) {}

    static String request(String applicationToken, String tenant, String signedToken) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement("s", "Envelope", SOAP);
            xml.writeNamespace("s", SOAP);
            xml.writeNamespace("p", NAMESPACE);
            xml.writeStartElement("s", "Header", SOAP);
            element(xml, "ApplicationToken", applicationToken);
            element(xml, "ContextIdentifier", tenant);
            xml.writeEndElement();
            xml.writeStartElement("s", "Body", SOAP);
            xml.writeStartElement("p", "AuthenticationRequest", NAMESPACE);
            element(xml, "SignedSystemToken", signedToken);
            element(xml, "ReturnTokenType", "Jwt"); // case matters here; REST calls it JWT
            xml.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("text became no XML", impossible);
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement("p", name, NAMESPACE);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    static Answer answer(String envelope) {
        boolean successful = false;
        String token = "";
        String error = "";
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(envelope));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "IsSuccessful" ->
                            successful = xml.getElementText().strip().matches("true|1");
                        case "Token" -> token = xml.getElementText();
                        case "ErrorMessage", "faultstring" -> error = xml.getElementText();
                        default -> {
                            // wrappers
                        }
                    }
                }
            }
            return new Answer(successful, token, error);
        } catch (XMLStreamException notSoap) {
            throw new SignInRefused(new Failure.Contract("not-soap", "no SOAP came from the sign-in service"));
        }
    }
}
