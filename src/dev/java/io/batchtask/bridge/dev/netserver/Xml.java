package io.batchtask.bridge.dev.netserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Envelopes in the shape of a live server's: prefixes, header order and nils as its screenshots show. And what it takes
 * to read a request.
 */
final class Xml {
    static final String NAMESPACE = "http://www.superoffice.net/ws/crm/NetServer/Services86";
    private static final String H = " xmlns:h=\"" + NAMESPACE + "\"";
    private static final String I = " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private static final String DISPATCHER =
            "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher";

    static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";

    static final FaultCode SENDER = new FaultCode("s:Client", null);
    static final FaultCode RECEIVER = new FaultCode("s:Server", null);
    static final FaultCode VERSION = new FaultCode("s:VersionMismatch", null);
    static final FaultCode MUST_UNDERSTAND = new FaultCode("s:MustUnderstand", null);
    static final FaultCode ACTION =
            new FaultCode("a:ActionNotSupported", "http://schemas.microsoft.com/ws/2005/05/addressing/none");
    static final FaultCode DESERIALIZATION = new FaultCode("a:DeserializationFailed", DISPATCHER);
    static final FaultCode INTERNAL = new FaultCode("a:InternalServiceFault", DISPATCHER);

    private Xml() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** An element with text; nil when the text is null. */
    static String element(String name, Object text) {
        return text == null
                ? "<" + name + " i:nil=\"true\"/>"
                : "<" + name + ">" + escape(text.toString()) + "</" + name + ">";
    }

    static String dictionary(String name, Map<String, String> entries) {
        if (entries == null) {
            return element(name, null);
        }
        StringBuilder xml = new StringBuilder("<" + name + ">");
        entries.forEach((key, value) -> xml.append("<StringKeyValuePair>")
                .append(element("Key", key))
                .append(element("Value", value))
                .append("</StringKeyValuePair>"));
        return xml.append("</").append(name).append(">").toString();
    }

    /** @param succeeded null leaves the element out */
    static String headers(String exceptionInfo, Boolean succeeded) {
        String exception = exceptionInfo == null
                ? "<h:ExceptionInfo i:nil=\"true\"" + H + I + "/>"
                : "<h:ExceptionInfo" + H + " xmlns=\"" + NAMESPACE + "\"" + I + ">" + exceptionInfo
                        + "</h:ExceptionInfo>";
        return exception
                + "<h:ExtraInfo i:nil=\"true\"" + H + I + "/>"
                + (succeeded == null ? "" : "<h:Succeeded" + H + ">" + succeeded + "</h:Succeeded>")
                + "<h:TimeZone i:nil=\"true\"" + H + I + "/>";
    }

    /** The content of ExceptionInfo. */
    static String exception(String type, String message, String inner) {
        return element("Message", message)
                + element("StackTrace", "   at SuperOffice.Secret.Inner.Working() in C:\\build\\agent.cs:line 42")
                + element("FriendlyText", message)
                + element("ExceptionType", type)
                + element("Source", "SuperOffice.Services")
                + (inner == null ? element("InnerException", null) : "<InnerException>" + inner + "</InnerException>")
                + element("Parameters", null);
    }

    static String envelope(String headers, String body) {
        return "<s:Envelope xmlns:s=\"" + SOAP_11 + "\">"
                + (headers.isEmpty() ? "" : "<s:Header>" + headers + "</s:Header>")
                + "<s:Body>" + body + "</s:Body></s:Envelope>";
    }

    static String wrapper(String name, String content) {
        return "<" + name + " xmlns=\"" + NAMESPACE + "\"" + I + ">" + content + "</" + name + ">";
    }

    /** A SOAP 1.1 fault in WCF's words. */
    static String fault(FaultCode code, String text) {
        return envelope(
                "",
                "<s:Fault><faultcode" + code.declaration() + ">" + code.name() + "</faultcode>"
                        + "<faultstring xml:lang=\"en-US\">" + escape(text) + "</faultstring></s:Fault>");
    }

    static boolean is(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /** The elements right below that one; text and comments left out. */
    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /**
     * The code of a fault.
     *
     * @param name with its prefix: {@code s} is SOAP's own, {@code a} one of WCF's
     * @param namespace of WCF's prefix; null for SOAP's own
     */
    record FaultCode(String name, String namespace) {
        private String declaration() {
            return namespace == null ? "" : " xmlns:a=\"" + namespace + "\"";
        }
    }
}
