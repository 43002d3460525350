package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** SOAP 1.1 envelopes, taken apart. */
final class Envelopes {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final Schema STRICT = Facts.schema();

    private Envelopes() {}

    /** Holds each piece against the strict facts and returns their names, {@code Header/…} and {@code Body/…}. */
    static List<String> valid(String envelope) throws Exception {
        Element root = parse(envelope);
        assertThat(root.getNamespaceURI()).isEqualTo(SOAP);
        assertThat(root.getLocalName()).isEqualTo("Envelope");
        List<String> names = new ArrayList<>();
        for (Element part : children(root)) {
            assertThat(part.getNamespaceURI()).isEqualTo(SOAP);
            for (Element element : children(part)) {
                assertThat(element.getAttributeNS(SOAP, "mustUnderstand")).isEmpty();
                STRICT.newValidator().validate(new DOMSource(element));
                names.add(part.getLocalName() + "/" + element.getLocalName());
            }
        }
        return names;
    }

    /** The text of the only element of that name. */
    static String text(String envelope, String name) throws Exception {
        var found = parse(envelope).getElementsByTagNameNS(Operation.NAMESPACE, name);
        assertThat(found.getLength()).isEqualTo(1);
        return found.item(0).getTextContent();
    }

    private static Element parse(String xml) throws Exception {
        DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
        documents.setNamespaceAware(true);
        return documents
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
