package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.ScriptedAnswer.Manner;
import io.batchtask.bridge.dev.netserver.ScriptedAnswer.Packing;
import java.util.Map;

/** Answers that bring nothing of use. */
final class BrokenAnswers {
    private static final String SO = "SuperOffice.Exceptions.";

    /** What the body would have been. */
    private final String good;

    /** The body without content, as it comes with an exception. */
    private final String nil;

    private BrokenAnswers(String good, String nil) {
        this.good = good;
        this.nil = nil;
    }

    static ScriptedAnswer lookUp(SimulatedTask task, Fault fault, String ticket) {
        String wrapper = "GetBatchTaskInfoResponse";
        if (fault == Fault.BLANK_CARRIER) {
            return ScriptedAnswer.soap(Xml.envelope(
                    Xml.headers(null, true),
                    Xml.wrapper(wrapper, "<Response>" + SimulatedTask.blank() + "</Response>")));
        }
        return new BrokenAnswers(
                        Xml.wrapper(wrapper, "<Response>" + task.xml() + "</Response>"),
                        Xml.wrapper(wrapper, Xml.element("Response", null)))
                .of(fault, ticket);
    }

    /** The answer to an operation of SoPrincipal.svc. */
    static ScriptedAnswer signIn(String operation, Fault fault) {
        String nil = operation.equals("GetSystemInfo")
                ? Xml.wrapper("GetSystemInfoResponse", Xml.element("SystemInfo", null))
                : Principal.notSignedIn();
        return new BrokenAnswers(nil, nil).of(fault, null);
    }

    private ScriptedAnswer of(Fault fault, String ticket) {
        String whole = Xml.envelope(Xml.headers(null, true), good);
        return switch (fault) {
            case NIL_RESPONSE -> ScriptedAnswer.soap(Xml.envelope(Xml.headers(null, true), nil));
            case NOT_FOUND -> exception(SO + "SoNotFoundException", "Entity not found", null);
            case NOT_FOUND_SHORT_NAME -> exception("SoNotFoundException", "Entity not found", null);
            case SENTRY -> exception(SO + "SoSentryException", "No right to see this", null);
            case ILLEGAL_OPERATION -> exception(SO + "SoIllegalOperationException", "Not allowed", null);
            case INVALID_ARGUMENT -> exception(SO + "SoInvalidArgumentException", "Id is wrong", null);
            case LICENSE -> exception(SO + "SoLicenseException", "No licence", null);
            case ASSEMBLY_QUALIFIED ->
                exception(SO + "SoLicenseException, SoCore, Version=11.6.0.0, Culture=neutral", "No licence", null);
            case LEAKING_MESSAGE ->
                exception(
                        SO + "SoIllegalOperationException",
                        "Ticket " + ticket + " may not do this, password=hunter22",
                        null);
            case SESSION -> exception(SO + "SoSessionException", "Authentication failed!", null);
            case SESSION_INNER ->
                exception(
                        "System.ServiceModel.FaultException",
                        "The call failed",
                        Xml.exception(SO + "SoSessionException", "Authentication failed!", null));
            case SESSION_IN_PERMANENT ->
                exception(
                        "System.ArgumentException",
                        "The call failed",
                        Xml.exception(SO + "SoSessionException", "Authentication failed!", null));
            case ASSOCIATE_NOT_FOUND -> exception(SO + "SoAssociateNotFoundException", "No such associate", null);
            case DB_ACCESS -> exception(SO + "SoDbAccessException", "Timeout expired", null);
            case UNKNOWN_EXCEPTION -> exception("System.NullReferenceException", "Object reference not set", null);
            case FAILED_WITHOUT_REASON -> ScriptedAnswer.soap(Xml.envelope(Xml.headers(null, false), nil));
            case NO_SUCCEEDED -> ScriptedAnswer.soap(Xml.envelope(Xml.headers(null, null), good));
            case EMPTY_BODY -> ScriptedAnswer.soap(Xml.envelope(Xml.headers(null, true), ""));
            case EMPTY_ENVELOPE -> ScriptedAnswer.soap(Xml.envelope("", ""));
            case NO_HEADERS -> ScriptedAnswer.soap(Xml.envelope("", good));
            case SUCCEEDED_WITH_EXCEPTION ->
                ScriptedAnswer.soap(
                        Xml.envelope(Xml.headers(Xml.exception(SO + "SoDbAccessException", "Odd", null), true), good));
            case SOAP_FAULT_SERVER -> ScriptedAnswer.fault(Xml.fault(Xml.INTERNAL, "The server was unable to process"));
            case SOAP_FAULT_SENDER -> ScriptedAnswer.fault(Xml.fault(Xml.SENDER, "Temporarily out of connections"));
            case SOAP_FAULT_RECEIVER -> ScriptedAnswer.fault(Xml.fault(Xml.RECEIVER, "The server is busy"));
            case SOAP_FAULT_VERSION -> ScriptedAnswer.fault(Xml.fault(Xml.VERSION, "The version is not supported"));
            case SOAP_FAULT_DISPATCHER -> ScriptedAnswer.fault(Xml.fault(Xml.DESERIALIZATION, "The formatter threw"));
            case FOREIGN_XML ->
                ScriptedAnswer.soap("<?xml version=\"1.0\"?><error><message>maintenance</message></error>");
            case SOAP_12 -> ScriptedAnswer.soap(whole.replace(Xml.SOAP_11, "http://www.w3.org/2003/05/soap-envelope"));
            case GZIP ->
                ScriptedAnswer.soap(whole).packed(Packing.GZIP, ScriptedAnswer.XML, Map.of("Content-Encoding", "gzip"));
            case TRUNCATED_XML -> ScriptedAnswer.soap(cut(whole));
            case CUT_CHUNKED -> ScriptedAnswer.soap(cut(whole)).in(Manner.CHUNKED);
            case CUT_UNTIL_CLOSE -> ScriptedAnswer.soap(cut(whole)).in(Manner.UNTIL_CLOSE);
            case WRONG_CHARSET ->
                ScriptedAnswer.soap(whole.replace("</s:Body>", "<!-- prøvd, ærlig -->\n</s:Body>"))
                        .packed(Packing.WINDOWS_1252, ScriptedAnswer.XML, Map.of());
            case RAW_CONTROL -> ScriptedAnswer.soap(whole.replace("</s:Body>", "\u000B</s:Body>"));
            case NOT_XML -> ScriptedAnswer.soap("Service unavailable, sorry");
            case HUGE_REPLY -> ScriptedAnswer.soap(whole + " ".repeat(5 * 1024 * 1024));
            case CLOSED -> ScriptedAnswer.soap(whole).in(Manner.CLOSE);
            case RESET -> ScriptedAnswer.soap(whole).in(Manner.RESET);
            case HALF_REPLY -> ScriptedAnswer.soap(whole).in(Manner.HALF);
            case STALLED_BODY -> ScriptedAnswer.soap(whole).in(Manner.STALL);
            case TRICKLED_BODY -> ScriptedAnswer.soap(whole).in(Manner.TRICKLE);
            case HANG -> ScriptedAnswer.soap(whole).in(Manner.HANG);
            case EMPTY_200 -> ScriptedAnswer.soap("");
            case NO_CONTENT_204 -> ScriptedAnswer.xml(204, "");
            case HTTP_500_HTML -> ScriptedAnswer.html(500, Map.of());
            case HTTP_503 -> ScriptedAnswer.html(503, Map.of());
            case HTTP_503_RETRY_AFTER -> ScriptedAnswer.html(503, Map.of("Retry-After", "2"));
            case HTTP_429 -> ScriptedAnswer.html(429, Map.of());
            case HTTP_429_RETRY_AFTER -> ScriptedAnswer.html(429, Map.of("Retry-After", "1"));
            case HTTP_421 -> ScriptedAnswer.html(421, Map.of());
            case HTTP_401 -> ScriptedAnswer.html(401, Map.of("WWW-Authenticate", "Negotiate"));
            case HTTP_403 -> ScriptedAnswer.html(403, Map.of());
            case HTTP_404 -> ScriptedAnswer.html(404, Map.of());
            case HTTP_407 -> ScriptedAnswer.html(407, Map.of("Proxy-Authenticate", "Basic realm=\"proxy\""));
            case HTTP_301 -> ScriptedAnswer.html(301, Map.of("Location", "https://127.0.0.1/"));
            case HTTP_307 -> ScriptedAnswer.html(307, Map.of("Location", "/login"));
            case HTTP_302 -> ScriptedAnswer.html(302, Map.of("Location", "/login"));
            case HTML_AS_XML_200 ->
                ScriptedAnswer.xml(200, ScriptedAnswer.html(200, Map.of()).body());
            case HTML_200 -> ScriptedAnswer.html(200, Map.of());
            default -> throw new IllegalArgumentException(fault + " brings a task");
        };
    }

    private static String cut(String envelope) {
        return envelope.substring(0, envelope.length() * 3 / 5);
    }

    private ScriptedAnswer exception(String type, String message, String inner) {
        return ScriptedAnswer.soap(Xml.envelope(Xml.headers(Xml.exception(type, message, inner), false), nil));
    }
}
