package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.Xml.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * What WCF demands of a request before the service sees it: a SOAP 1.1 envelope, headers inside {@code soap:Header} in
 * the service's namespace, a body that fits the schema, an action that fits the body. Stricter than WCF where that
 * passes over a mistake in silence: an action without quotes, a header twice, an unknown element.
 */
final class RequestCheck {
    private static final Map<String, Set<String>> HEADERS_OF = Map.of(
            "Batch", Set.of("ApplicationToken", "Credentials", "TimeZone"),
            "SoPrincipal", Set.of("ApplicationToken"));

    /** Of each thread, as making one costs more than using it, and none may be used by two. */
    private final ThreadLocal<DocumentBuilder> parsers;

    private final ThreadLocal<Validator> validators;

    RequestCheck() {
        try (InputStream wsdl = RequestCheck.class.getResourceAsStream("/wsdl/netserver.wsdl")) {
            DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
            documents.setNamespaceAware(true);
            documents.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document contract = documents.newDocumentBuilder().parse(wsdl);
            Element types = (Element) contract.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema")
                    .item(0);
            types.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:so", Xml.NAMESPACE);
            types.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:xs", XMLConstants.W3C_XML_SCHEMA_NS_URI);
            Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new DOMSource(types));
            parsers = ThreadLocal.withInitial(() -> parser(documents));
            validators = ThreadLocal.withInitial(schema::newValidator);
        } catch (Exception broken) {
            throw new IllegalStateException("the contract cannot be read", broken);
        }
    }

    private static DocumentBuilder parser(DocumentBuilderFactory documents) {
        try {
            DocumentBuilder parser = documents.newDocumentBuilder();
            parser.setErrorHandler(null); // otherwise it complains on standard error
            return parser;
        } catch (ParserConfigurationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** A request that passed. */
    record Request(String operation, Element body, String ticket, String applicationToken) {
        String value(String name) {
            return text(child(body, name));
        }
    }

    /** The request is none; goes back as a fault. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient FaultCode code;

        Refused(FaultCode code, String text) {
            super(text, null, false, false);
            this.code = code;
        }

        FaultCode code() {
            return code;
        }
    }

    Request check(String service, String soapAction, byte[] xml, Charset charset) throws Refused {
        Element envelope = parse(xml, charset);
        if (!Xml.is(envelope, Xml.SOAP_11, "Envelope")) {
            throw new Refused(Xml.VERSION, "not a SOAP 1.1 envelope");
        }
        Element header = null;
        Element body = null;
        for (Element element : Xml.children(envelope)) {
            if (Xml.is(element, Xml.SOAP_11, "Header") && header == null && body == null) {
                header = element;
            } else if (Xml.is(element, Xml.SOAP_11, "Body") && body == null) {
                body = element;
            } else {
                throw new Refused(Xml.DESERIALIZATION, element.getNodeName() + " has no place in the envelope");
            }
        }
        List<Element> operations = body == null ? List.of() : Xml.children(body);
        if (operations.size() != 1 || !Xml.NAMESPACE.equals(operations.get(0).getNamespaceURI())) {
            throw new Refused(Xml.ACTION, "no operation in the body");
        }
        Element payload = operations.get(0);
        String operation = payload.getLocalName();
        if (!("\"" + Xml.NAMESPACE + "/" + service + "/" + operation + "\"").equals(soapAction)) {
            throw new Refused(Xml.ACTION, "the action " + soapAction + " does not fit " + operation);
        }
        Map<String, Element> known = header == null ? Map.of() : headers(service, header);
        validate(payload);
        Element credentials = known.get("Credentials");
        Element ticket = credentials == null ? null : child(credentials, "Ticket");
        return new Request(operation, payload, text(ticket), text(known.get("ApplicationToken")));
    }

    private Map<String, Element> headers(String service, Element header) throws Refused {
        Map<String, Element> known = new HashMap<>();
        for (Element element : Xml.children(header)) {
            if (Xml.NAMESPACE.equals(element.getNamespaceURI())
                    && HEADERS_OF.get(service).contains(element.getLocalName())) {
                validate(element);
                if (known.put(element.getLocalName(), element) != null) {
                    throw new Refused(Xml.DESERIALIZATION, "the header " + element.getNodeName() + " occurs twice");
                }
            } else if (element.getAttributeNS(Xml.SOAP_11, "mustUnderstand").matches("1|true")) {
                throw new Refused(Xml.MUST_UNDERSTAND, "the header " + element.getNodeName() + " was not understood");
            }
        }
        return known;
    }

    private Element parse(byte[] xml, Charset charset) throws Refused {
        try {
            InputSource source = new InputSource(new ByteArrayInputStream(xml));
            source.setEncoding(charset.name());
            return parsers.get().parse(source).getDocumentElement();
        } catch (Exception malformed) {
            throw new Refused(Xml.DESERIALIZATION, "not well-formed: " + malformed.getMessage());
        }
    }

    private void validate(Element element) throws Refused {
        try {
            validators.get().validate(new DOMSource(element));
        } catch (Exception invalid) {
            throw new Refused(Xml.DESERIALIZATION, invalid.getMessage());
        }
    }

    private static Element child(Element parent, String name) {
        return Xml.children(parent).stream()
                .filter(element -> Xml.is(element, Xml.NAMESPACE, name))
                .findFirst()
                .orElse(null);
    }

    private static String text(Element element) {
        return element == null ? null : element.getTextContent();
    }
}
