package io.batchtask.bridge.it.contract;

import static io.batchtask.bridge.it.contract.SoapByHand.LOOK_UP;
import static io.batchtask.bridge.it.contract.SoapByHand.SIGN_IN;
import static io.batchtask.bridge.it.contract.SoapByHand.XML;
import static io.batchtask.bridge.it.contract.SoapByHand.envelope;
import static io.batchtask.bridge.it.contract.SoapByHand.id;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Requests a NetServer refuses: what is wrong, content type, action, envelope; status and fault code of the answer. */
final class BadRequests {
    private static final String TICKET = SoapByHand.ticket(NetServerSimulator.TICKET);

    private BadRequests() {}

    static Stream<Arguments> all() {
        String good = envelope(TICKET, id(1));
        String action = "a:ActionNotSupported";
        String unreadable = "a:DeserializationFailed";
        return Stream.of(
                arguments(
                        "the content type of SOAP 1.2", "application/soap+xml; charset=utf-8", LOOK_UP, good, 415, ""),
                arguments("no content type", null, LOOK_UP, good, 415, ""),
                arguments("another XML content type", "application/xml", LOOK_UP, good, 415, ""),
                arguments("a content type that only begins well", "text/xml-patch", LOOK_UP, good, 415, ""),
                arguments("an encoding that is not Unicode", "text/xml; charset=iso-8859-1", LOOK_UP, good, 415, ""),
                arguments("no body", XML, LOOK_UP, "", 400, ""),
                arguments("more than a million bytes", XML, LOOK_UP, good + " ".repeat(1_000_000), 413, ""),
                arguments("an action without quotes", XML, LOOK_UP.replace("\"", ""), good, 500, action),
                arguments("the action of another operation", XML, SIGN_IN, good, 500, action),
                arguments("no action", XML, null, good, 500, action),
                arguments("no operation", XML, LOOK_UP, envelope(TICKET, ""), 500, action),
                arguments("two operations", XML, LOOK_UP, envelope(TICKET, id(1) + id(2)), 500, action),
                arguments(
                        "an operation in another version's namespace",
                        XML,
                        LOOK_UP,
                        envelope(TICKET, id(1)).replace("Services86", "Services85"),
                        500,
                        action),
                arguments(
                        "an envelope of SOAP 1.2",
                        XML,
                        LOOK_UP,
                        good.replace(
                                "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
                        500,
                        "s:VersionMismatch"),
                arguments(
                        "headers beside the body instead of in the header",
                        XML,
                        LOOK_UP,
                        good.replace("<s:Header>", "").replace("</s:Header>", ""),
                        500,
                        unreadable),
                arguments(
                        "a header behind the body",
                        XML,
                        LOOK_UP,
                        envelope("", id(1)).replace("</s:Body>", "</s:Body><s:Header>" + TICKET + "</s:Header>"),
                        500,
                        unreadable),
                arguments("a header twice", XML, LOOK_UP, envelope(TICKET + TICKET, id(1)), 500, unreadable),
                arguments(
                        "a header that must be understood and is not",
                        XML,
                        LOOK_UP,
                        envelope(TICKET + "<x:Security xmlns:x=\"urn:x\" s:mustUnderstand=\"1\"/>", id(1)),
                        500,
                        "s:MustUnderstand"),
                arguments(
                        "an unknown element in the body",
                        XML,
                        LOOK_UP,
                        envelope(
                                TICKET,
                                "<so:GetBatchTaskInfo><so:Id>1</so:Id><so:Lang>en</so:Lang></so:GetBatchTaskInfo>"),
                        500,
                        unreadable),
                arguments("an id that is no number", XML, LOOK_UP, envelope(TICKET, id("1.0")), 500, unreadable),
                arguments("an id beyond int", XML, LOOK_UP, envelope(TICKET, id("2147483648")), 500, unreadable),
                arguments(
                        "an unqualified id",
                        XML,
                        LOOK_UP,
                        envelope(TICKET, "<so:GetBatchTaskInfo><Id>1</Id></so:GetBatchTaskInfo>"),
                        500,
                        unreadable),
                arguments(
                        "a document type",
                        XML,
                        LOOK_UP,
                        "<!DOCTYPE s:Envelope [<!ENTITY e \"1\">]>" + envelope(TICKET, id("&e;")),
                        500,
                        unreadable),
                arguments("text that is no XML", XML, LOOK_UP, "4711", 500, unreadable),
                arguments("half an envelope", XML, LOOK_UP, good.substring(0, good.length() / 2), 500, unreadable));
    }
}
