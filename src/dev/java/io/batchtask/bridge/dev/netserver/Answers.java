package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.Answer.Manner;
import java.time.Duration;
import java.util.Map;

/** The answer to a look-up, right or with a fault. */
final class Answers {
    private static final String RESPONSE = "GetBatchTaskInfoResponse";
    private static final String SO = "SuperOffice.Exceptions.";

    private Answers() {}

    static Answer lookUp(int id, Duration age, Duration running, Fault fault, String ticket) {
        SimulatedTask task = SimulatedTask.of(id, age, running);
        if (fault == null) {
            return found(task);
        }
        Map<String, Object> f = task.fields;
        switch (fault) {
            case NIL_STRINGS -> f.replaceAll((name, value) -> value instanceof String && isText(name) ? null : value);
            case EMPTY_STRINGS -> f.replaceAll((name, value) -> isText(name) ? "" : value);
            case LONG_STRINGS -> f.put("Description", "ø€😀".repeat(63) + "zz");
            case NIL_DICTIONARY_VALUE -> task.parameters.put("Nothing", null);
            case NEVER_STARTED -> f.put("LastStarted", "0001-01-01T00:00:00");
            case NEVER_STARTED_1760 -> f.put("LastStarted", "1760-01-01T00:00:00");
            case DATE_WITH_Z -> f.put("LastStarted", "2021-07-01T10:00:00Z");
            case DATE_WITH_OFFSET -> f.put("LastStarted", "2021-07-01T12:00:00+02:00");
            case DATE_WITH_FRACTION -> f.put("LastStarted", "2021-07-01T10:00:00.4593434");
            case STATE_AQUIRED -> f.put("State", "Aquired");
            case STATE_MANUAL_CLEANUP -> f.put("State", "SucceededManualCleanup");
            case STATE_UNKNOWN_WORD -> f.put("State", "Hibernating");
            case EXTRA_ELEMENTS ->
                task.trailing =
                        Xml.element("FileName", "export.xlsx") + Xml.element("CancellationBehaviour", "CanCancel");
            case BEYOND_SHORT -> f.put("DetailsTable", 70_000);
            case OTHER_ID -> f.put("Id", id == 1 ? 2 : id - 1);
            case NOT_A_NUMBER -> f.put("ProgressPercent", "many");
            case BAD_DATE -> f.put("Created", "yesterday");
            default -> {
                return broken(task, fault, ticket);
            }
        }
        return found(task);
    }

    private static boolean isText(String name) {
        return switch (name) {
            case "Name",
                    "DatabaseSerialNumber",
                    "Context",
                    "Result",
                    "Description",
                    "Response",
                    "Request",
                    "ProgressDescription" -> true;
            default -> false;
        };
    }

    private static Answer found(SimulatedTask task) {
        return Answer.soap(Xml.envelope(
                Xml.headers(null, true), Xml.wrapper(RESPONSE, "<Response>" + task.xml() + "</Response>")));
    }

    private static Answer broken(SimulatedTask task, Fault fault, String ticket) {
        String nil = Xml.wrapper(RESPONSE, Xml.element("Response", null));
        String good = Xml.wrapper(RESPONSE, "<Response>" + task.xml() + "</Response>");
        return switch (fault) {
            case NIL_RESPONSE -> Answer.soap(Xml.envelope(Xml.headers(null, true), nil));
            case BLANK_CARRIER ->
                Answer.soap(Xml.envelope(
                        Xml.headers(null, true),
                        Xml.wrapper(RESPONSE, "<Response>" + SimulatedTask.blank() + "</Response>")));
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
            case SESSION -> session();
            case SESSION_INNER ->
                exception(
                        "System.ServiceModel.FaultException",
                        "The call failed",
                        Xml.exception(SO + "SoSessionException", "Authentication failed!", null));
            case DB_ACCESS -> exception(SO + "SoDbAccessException", "Timeout expired", null);
            case UNKNOWN_EXCEPTION -> exception("System.NullReferenceException", "Object reference not set", null);
            case FAILED_WITHOUT_REASON -> Answer.soap(Xml.envelope(Xml.headers(null, false), nil));
            case NO_SUCCEEDED -> Answer.soap(Xml.envelope(Xml.headers(null, null), good));
            case NO_HEADERS -> Answer.soap(Xml.envelope("", good));
            case SUCCEEDED_WITH_EXCEPTION ->
                Answer.soap(
                        Xml.envelope(Xml.headers(Xml.exception(SO + "SoDbAccessException", "Odd", null), true), good));
            case SOAP_FAULT_SERVER ->
                Answer.fault(Xml.fault("a:InternalServiceFault", "The server was unable to process"));
            case SOAP_FAULT_CLIENT -> Answer.fault(Xml.fault("a:DeserializationFailed", "The formatter threw"));
            case TRUNCATED_XML ->
                Answer.soap(Xml.envelope(Xml.headers(null, true), good).substring(0, 900));
            case NOT_XML -> Answer.soap("Service unavailable, sorry");
            case HUGE_REPLY -> Answer.soap(Xml.envelope(Xml.headers(null, true), good) + " ".repeat(17 * 1024 * 1024));
            case CLOSED -> found(task).in(Manner.CLOSE);
            case RESET -> found(task).in(Manner.RESET);
            case HALF_REPLY -> found(task).in(Manner.HALF);
            case STALLED_BODY -> found(task).in(Manner.STALL);
            case TRICKLED_BODY -> found(task).in(Manner.TRICKLE);
            case HANG -> found(task).in(Manner.HANG);
            case EMPTY_200 -> new Answer(200, Answer.XML, Map.of(), "", Manner.WHOLE);
            case NO_CONTENT_204 -> new Answer(204, Answer.XML, Map.of(), "", Manner.WHOLE);
            case HTTP_500_HTML -> Answer.html(500, Map.of());
            case HTTP_503 -> Answer.html(503, Map.of());
            case HTTP_503_RETRY_AFTER -> Answer.html(503, Map.of("Retry-After", "2"));
            case HTTP_429 -> Answer.html(429, Map.of());
            case HTTP_429_RETRY_AFTER -> Answer.html(429, Map.of("Retry-After", "2"));
            case HTTP_421 -> Answer.html(421, Map.of());
            case HTTP_401 -> Answer.html(401, Map.of("WWW-Authenticate", "Negotiate"));
            case HTTP_403 -> Answer.html(403, Map.of());
            case HTTP_404 -> Answer.html(404, Map.of());
            case HTTP_302 -> Answer.html(302, Map.of("Location", "/login"));
            case HTML_200 -> Answer.html(200, Map.of());
            default -> found(task); // SLOW: right, but late
        };
    }

    static Answer session() {
        return exception(SO + "SoSessionException", "Authentication failed!", null);
    }

    static Answer exception(String type, String message, String inner) {
        return Answer.soap(Xml.envelope(
                Xml.headers(Xml.exception(type, message, inner), false),
                Xml.wrapper(RESPONSE, Xml.element("Response", null))));
    }
}
