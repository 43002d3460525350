package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.task.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import org.apache.cxf.headers.Header;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The SOAP headers of an answer: where NetServer says whether it succeeded. They arrive as DOM, in any order.
 *
 * @param succeeded empty when the header is missing or unreadable
 * @param exceptions the reported exception, then its inner ones; empty when ExceptionInfo is nil, absent or says
 *     nothing
 */
record AnswerHeaders(Optional<Boolean> succeeded, List<ServerException> exceptions) {
    private static final int DEEPEST = 10; // exceptions in each other
    private static final int LONGEST_TYPE = 500; // assembly, version and key included

    /**
     * One reported exception. Its stack trace is not even read.
     *
     * @param friendlyText what its message says for people, or instead of it; empty for none
     */
    record ServerException(String type, String message, String friendlyText) {
        static final String AUTHENTICATION_FAILED = "Authentication failed";

        private static final Pattern BEHIND_THE_NAME = Pattern.compile("[,`\\[]");

        ServerException(String type, String message) {
            this(type, message, "");
        }

        boolean saysAuthenticationFailed() {
            return message.contains(AUTHENTICATION_FAILED) || friendlyText.contains(AUTHENTICATION_FAILED);
        }

        /**
         * {@code SuperOffice.Exceptions.SoX, Assembly, Version=…} and {@code SoX} are both {@code SoX}, and so is
         * {@code SoX`1[[…]]}.
         */
        String shortType() {
            return Words.lastPart(BEHIND_THE_NAME.split(type, 2)[0].strip());
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
        try {
            return Optional.ofNullable(WireBoolean.read(text));
        } catch (UnreadableValue neither) {
            return Optional.empty();
        }
    }

    /** An element without any text in it is how some write nil. */
    private static void collect(Element info, List<ServerException> into) {
        Element current = info;
        for (int depth = 0; current != null && !isBlank(current) && depth < DEEPEST; depth++) {
            String message = text(current, "Message", Excerpt.LONGEST);
            String type = text(current, "ExceptionType", LONGEST_TYPE);
            String friendly = text(current, "FriendlyText", Excerpt.LONGEST);
            into.add(new ServerException(type, message.isBlank() ? friendly : message, friendly));
            current = child(current, "InnerException");
        }
    }

    private static boolean isBlank(Element info) {
        return isNil(info) || info.getTextContent().isBlank();
    }

    private static boolean isNil(Element element) {
        String nil = element.getAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
        return nil.equals("true") || nil.equals("1");
    }

    private static String text(Element parent, String name, int longest) {
        Element element = child(parent, name);
        return element == null || isNil(element) ? "" : Excerpt.of(element.getTextContent(), longest);
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
