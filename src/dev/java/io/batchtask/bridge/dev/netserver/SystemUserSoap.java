package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.SystemUserExchange.Outcome;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The exchange as SOAP 1.1, as strict as WCF: a violation is a fault with the dispatcher's code. */
final class SystemUserSoap {
    static final String NAMESPACE = "http://www.superoffice.com/superid/partnersystemuser/0.1";
    private static final String ACTION = "\"" + NAMESPACE + "/IPartnerSystemUserService/Authenticate\"";

    private final SystemUserExchange exchange;

    SystemUserSoap(SystemUserExchange exchange) {
        this.exchange = exchange;
    }

    /** The request is none of this service's; the message is the body of the answer. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private Refused(String code, String text) {
            super(envelope("<s:Fault><faultcode xmlns:a=\"http://schemas.microsoft.com/net/2005/12/"
                    + "windowscommunicationfoundation/dispatcher\">a:" + code
                    + "</faultcode><faultstring xml:lang=\"en-US\">" + Xml.escape(text)
                    + "</faultstring></s:Fault>"));
        }
    }

    String answer(String soapAction, String xml) throws Refused {
        List<Element> parts = Xml.children(parse(xml));
        if (!ACTION.equals(soapAction)) {
            throw new Refused("ActionNotSupported", "the action " + soapAction + " is not supported");
        }
        if (parts.size() != 2
                || !Xml.is(parts.get(0), Xml.SOAP_11, "Header")
                || !Xml.is(parts.get(1), Xml.SOAP_11, "Body")) {
            throw new Refused("DeserializationFailed", "an envelope is a header and a body");
        }
        List<Element> body = Xml.children(parts.get(1));
        if (body.size() != 1 || !Xml.is(body.get(0), NAMESPACE, "AuthenticationRequest")) {
            throw new Refused("DeserializationFailed", "AuthenticationRequest is due in the body");
        }
        List<Element> request = Xml.children(body.get(0));
        if (request.size() != 2
                || !Xml.is(request.get(0), NAMESPACE, "SignedSystemToken")
                || !Xml.is(request.get(1), NAMESPACE, "ReturnTokenType")) {
            throw new Refused("DeserializationFailed", "SignedSystemToken and ReturnTokenType are due, in that order");
        }
        String type = request.get(1).getTextContent();
        if (!type.equals("Jwt")) {
            throw new Refused("DeserializationFailed", "Invalid enum value '" + type + "' for TokenType");
        }
        Outcome outcome = exchange.exchange(
                header(parts.get(0), "ApplicationToken"),
                header(parts.get(0), "ContextIdentifier"),
                request.get(0).getTextContent());
        return envelope("<AuthenticationResponse xmlns=\"" + NAMESPACE
                + "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">"
                + Xml.element("IsSuccessful", outcome.isSuccessful()) + Xml.element("Token", outcome.token())
                + Xml.element("ErrorMessage", outcome.errorMessage()) + "</AuthenticationResponse>");
    }

    private static Element parse(String xml) throws Refused {
        try {
            DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
            documents.setNamespaceAware(true);
            documents.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element envelope = documents
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
            if (Xml.is(envelope, Xml.SOAP_11, "Envelope")) {
                return envelope;
            }
        } catch (Exception malformed) {
            throw new Refused("DeserializationFailed", "not well-formed");
        }
        throw new Refused("VersionMismatch", "not a SOAP 1.1 envelope");
    }

    private static String header(Element header, String name) {
        return Xml.children(header).stream()
                .filter(element -> Xml.is(element, NAMESPACE, name))
                .findFirst()
                .map(Element::getTextContent)
                .orElse(null);
    }

    private static String envelope(String body) {
        return "<s:Envelope xmlns:s=\"" + Xml.SOAP_11 + "\"><s:Body>" + body + "</s:Body></s:Envelope>";
    }
}
