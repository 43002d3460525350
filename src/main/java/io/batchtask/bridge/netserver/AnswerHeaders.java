package io.batchtask.bridge.netserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import org.apache.cxf.headers.Header;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The SOAP headers of an answer: where NetServer says whether it succeeded. They arrive as DOM, in any order.
 *
 * @param succeeded empty when the header is missing or unreadable
 * @param exceptions the reported exception, then its inner ones; empty when ExceptionInfo is nil or absent
 */
record AnswerHeaders(Optional<Boolean> succeeded, List<ServerException> exceptions) {

    /**
     * One reported exception. Its stack trace is not even read.
     *
     * @param friendlyText what its message says for people, or instead of it; empty for none
     */
    record ServerException(String type, String message, String friendlyText) {
        private static final String AUTHENTICATION_FAILED = "Authentication failed";

        ServerException(String type, String message) {
            this(type, message, "");
        }

        boolean saysAuthenticationFailed() {
            return message.startsWith(AUTHENTICATION_FAILED) || friendlyText.startsWith(AUTHENTICATION_FAILED);
        }

        /** {@code SuperOffice.Exceptions.SoX, Assembly, Version=…} and {@code SoX} are both {@code SoX}. */
        String shortType() {
            String name = type.split(",", 2)[0].strip();
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    static AnswerHeaders read(List<?> headers) {
        Optional<Boolean> succeeded = Optional.empty();
        List<ServerException> exceptions = new ArrayList<>();
        for (Object item : headers) {
            if (item instanceof Header header
                    && Operation.NAMESPACE.equals(header.getName().getNamespaceURI())
                    && header.getObject() instanceof Element element) {
                switch (header.getName().getLocalPart()) {
                    case "Succeeded" -> succeeded = bool(element.getTextContent());
                    case "ExceptionInfo" -> collect(element, exceptions);
                    default -> {
                        // ExtraInfo and TimeZone say nothing about success
                    }
                }
            }
        }
        return new AnswerHeaders(succeeded, exceptions);
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text.strip()) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static void collect(Element info, List<ServerException> into) {
        Element current = info;
        for (int depth = 0; current != null && !isNil(current) && depth < 10; depth++) {
            String message = text(current, "Message");
            String type = text(current, "ExceptionType");
            String friendly = text(current, "FriendlyText");
            into.add(new ServerException(type, message.isBlank() ? friendly : message, friendly));
            current = child(current, "InnerException");
        }
    }

    private static boolean isNil(Element element) {
        String nil = element.getAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
        return nil.equals("true") || nil.equals("1");
    }

    private static String text(Element parent, String name) {
        Element element = child(parent, name);
        return element == null || isNil(element) ? "" : element.getTextContent();
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                return element;
            }
        }
        return null;
    }
}
