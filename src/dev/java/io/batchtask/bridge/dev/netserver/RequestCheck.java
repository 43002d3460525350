package io.batchtask.bridge.dev.netserver;

import java.io.InputStream;
import java.io.StringReader;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * What WCF demands of a request before the service sees it: a SOAP 1.1 envelope, headers inside {@code soap:Header} in
 * the service's namespace, a body that fits the schema, an action that fits the body. A violation is an
 * {@link IllegalArgumentException} with the dispatcher's fault code.
 */
final class RequestCheck {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final Map<String, String> HEADERS_OF = Map.of(
            "Batch", "ApplicationToken Credentials TimeZone",
            "SoPrincipal", "ApplicationToken");

    private final DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
    private final Schema schema;

    RequestCheck() {
        try (InputStream wsdl = RequestCheck.class.getResourceAsStream("/wsdl/netserver.wsdl")) {
            documents.setNamespaceAware(true);
            documents.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document contract = documents.newDocumentBuilder().parse(wsdl);
            Element types = (Element) contract.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema")
                    .item(0);
            types.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:so", Xml.NAMESPACE);
            types.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:xs", XMLConstants.W3C_XML_SCHEMA_NS_URI);
            schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new DOMSource(types));
        } catch (Exception broken) {
            throw new IllegalStateException("the contract cannot be read", broken);
        }
    }

    /** A request that passed. */
    record Request(String operation, Element body, String ticket, String applicationToken) {
        String value(String name) {
            Element element = child(body, name);
            return element == null ? null : element.getTextContent();
        }
    }

    Request check(String service, String soapAction, String xml) {
        Element envelope = parse(xml);
        if (!is(envelope, SOAP, "Envelope")) {
            throw wrong("VersionMismatch", "not a SOAP 1.1 envelope");
        }
        Element header = null;
        Element body = null;
        for (Node node = envelope.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                if (is(element, SOAP, "Header") && header == null && body == null) {
                    header = element;
                } else if (is(element, SOAP, "Body") && body == null) {
                    body = element;
                } else {
                    throw wrong("DeserializationFailed", element.getNodeName() + " has no place in the envelope");
                }
            }
        }
        Element payload = body == null ? null : only(body);
        if (payload == null || !Xml.NAMESPACE.equals(payload.getNamespaceURI())) {
            throw wrong("ActionNotSupported", "no operation in the body");
        }
        String operation = payload.getLocalName();
        if (!("\"" + Xml.NAMESPACE + "/" + service + "/" + operation + "\"").equals(soapAction)) {
            throw wrong("ActionNotSupported", "the action " + soapAction + " does not fit " + operation);
        }
        validate(payload);
        String ticket = null;
        String token = null;
        for (Node node = header == null ? null : header.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                boolean known = Xml.NAMESPACE.equals(element.getNamespaceURI())
                        && HEADERS_OF.get(service).contains(element.getLocalName());
                if (!known && "1".equals(element.getAttributeNS(SOAP, "mustUnderstand"))) {
                    throw wrong("MustUnderstand", element.getNodeName() + " was not understood");
                }
                if (known) {
                    validate(element);
                    if (element.getLocalName().equals("Credentials")) {
                        Element value = child(element, "Ticket");
                        ticket = value == null ? null : value.getTextContent();
                    } else if (element.getLocalName().equals("ApplicationToken")) {
                        token = element.getTextContent();
                    }
                }
            }
        }
        return new Request(operation, payload, ticket, token);
    }

    private Element parse(String xml) {
        try {
            return documents
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (Exception malformed) {
            throw wrong("DeserializationFailed", "not well-formed: " + malformed.getMessage());
        }
    }

    private void validate(Element element) {
        try {
            schema.newValidator().validate(new DOMSource(element));
        } catch (Exception invalid) {
            throw wrong("DeserializationFailed", invalid.getMessage());
        }
    }

    private static boolean is(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    private static Element only(Element parent) {
        Element found = null;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                if (found != null) {
                    return null;
                }
                found = element;
            }
        }
        return found;
    }

    static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                return element;
            }
        }
        return null;
    }

    private static IllegalArgumentException wrong(String code, String text) {
        return new IllegalArgumentException("a:" + code + "|" + text);
    }
}
