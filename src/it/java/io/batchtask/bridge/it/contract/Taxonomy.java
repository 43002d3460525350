package io.batchtask.bridge.it.contract;

import static io.batchtask.bridge.dev.netserver.Fault.*;

import io.batchtask.bridge.dev.netserver.Fault;
import java.util.ArrayList;
import java.util.List;

/** How each way of going wrong ends, given three attempts for each record. */
final class Taxonomy {
    static final int ATTEMPTS = 3;

    private final List<Row> rows = new ArrayList<>();

    private Taxonomy() {}

    static List<Row> rows() {
        Taxonomy all = new Taxonomy();
        all.unusualButRight();
        all.notFound();
        all.refused();
        all.ticket();
        all.passing();
        all.notTheContract();
        return List.copyOf(all.rows);
    }

    private void unusualButRight() {
        event(
                NIL_STRINGS,
                "\"name\":null",
                "\"databaseSerialNumber\":null,\"context\":null,\"result\":null",
                "\"description\":null,\"response\":null,\"request\":null,\"progressDescription\":null");
        event(
                EMPTY_STRINGS,
                "\"name\":\"\"",
                "\"databaseSerialNumber\":\"\",\"context\":\"\",\"result\":\"\"",
                "\"description\":\"\",\"response\":\"\",\"request\":\"\",\"progressDescription\":\"\"");
        event(
                NIL_VALUES,
                "\"associateId\":null,\"detailsTable\":null,\"detailsRecord\":null",
                "\"isSystemTask\":null,\"isInternalTask\":null",
                "\"lastStarted\":null,\"created\":null,\"startCount\":null",
                "\"state\":null",
                "\"progressPercent\":null");
        event(LONG_STRINGS, "\"description\":\"" + "ø€😀".repeat(63) + "zz\"");
        event(NIL_DICTIONARY_VALUE, ",\"Nothing\":null}");
        event(NEVER_STARTED, "\"lastStarted\":null,\"created\":\"2021-");
        event(NEVER_STARTED_1760, "\"lastStarted\":null,\"created\":\"2021-");
        event(DATE_WITH_Z, "\"lastStarted\":\"2021-07-01T10:00:00Z\"");
        event(DATE_WITH_OFFSET, "\"lastStarted\":\"2021-07-01T10:00:00Z\"");
        event(DATE_WITH_FRACTION, "\"lastStarted\":\"2021-07-01T10:00:00.459343Z\"");
        event(STATE_AQUIRED, "\"state\":\"Aquired\"");
        event(STATE_MANUAL_CLEANUP, "\"state\":\"SucceededManualCleanup\"");
        event(STATE_UNKNOWN_WORD, "\"state\":\"Hibernating\"");
        event(EXTRA_ELEMENTS, "\"progressPercent\":42}");
        event(BEYOND_SHORT, "\"detailsTable\":70000");
        event(CONTROL_REFERENCES, "\\u001F\\u000B\uFFFD\uFFFD😀\"");
        event(BLANK_LINE_FIRST);
        event(UTF_16, "ærlig & <prøvd>");
        event(WINDOWS_1252, "ærlig & <prøvd>");
        event(EMPTY_EXCEPTION_INFO);
        event(SLOW);
    }

    private void notFound() {
        for (Fault way : List.of(NIL_RESPONSE, BLANK_CARRIER, NOT_FOUND, NOT_FOUND_SHORT_NAME)) {
            add(way, Row.ALWAYS, "not-found attempts=1", "{\"id\":");
        }
        // Said once, on a connection that has been used before, it may have been meant for another caller.
        add(NIL_RESPONSE, 1, "(event|not-found) attempts=1");
        add(OTHER_ID, 1, "event attempts=1");
        add(NO_SUCCEEDED, 1, "(event|contract/no-succeeded at look-up) attempts=1");
        add(SOAP_FAULT_DISPATCHER, 1, "(event|contract/soap-fault at look-up) attempts=1");
    }

    private void refused() {
        rejected(SENTRY, "refused/SoSentryException", "SuperOffice.Exceptions.SoSentryException: No right to see this");
        rejected(ILLEGAL_OPERATION, "refused/SoIllegalOperationException", "Not allowed");
        rejected(INVALID_ARGUMENT, "refused/SoInvalidArgumentException", "Id is wrong");
        rejected(LICENSE, "refused/SoLicenseException", "No licence");
        rejected(ASSEMBLY_QUALIFIED, "refused/SoLicenseException", "No licence");
        rejected(LEAKING_MESSAGE, "refused/SoIllegalOperationException", "Ticket *** may not do this, password=***");
    }

    /** Signing in again uses up no attempt; a record that no ticket helps is poison like any other. */
    private void ticket() {
        add(SESSION, 1, "event attempts=1");
        add(SESSION_INNER, 1, "event attempts=1");
        add(SESSION_IN_PERMANENT, 1, "event attempts=1");
        add(SESSION, Row.ALWAYS, "poison/ticket-refused at look-up attempts=3", "Authentication failed!");
    }

    private void passing() {
        passing(DB_ACCESS, "SoDbAccessException");
        passing(UNKNOWN_EXCEPTION, "NullReferenceException");
        passing(ASSOCIATE_NOT_FOUND, "SoAssociateNotFoundException");
        passing(FAILED_WITHOUT_REASON, "no-reason");
        passing(SOAP_FAULT_SERVER, "SoapFault");
        passing(SOAP_FAULT_SENDER, "SoapFault");
        passing(SOAP_FAULT_RECEIVER, "SoapFault");
        passing(SOAP_FAULT_VERSION, "SoapFault");
        passing(HTTP_500_HTML, "http-500");
        passing(HTTP_503, "http-503");
        throttled(HTTP_503_RETRY_AFTER);
        throttled(HTTP_429);
        throttled(HTTP_429_RETRY_AFTER);
        passing(HTTP_421, "misdirected");
        passing(HTTP_401, "http-401");
        passing(HTTP_403, "http-403");
        passing(HTTP_404, "http-404");
        passing(HTTP_407, "http-407");
        passing(HTTP_301, "http-301");
        passing(HTTP_302, "http-302");
        passing(HTTP_307, "http-307");
        passing(FOREIGN_XML, "not-soap");
        passing(SOAP_12, "not-soap");
        passing(NOT_XML, "not-soap");
        passing(GZIP, "content-encoding");
        passing(TRUNCATED_XML, "cut-answer");
        passing(CUT_CHUNKED, "cut-answer");
        passing(CUT_UNTIL_CLOSE, "cut-answer");
        passing(EMPTY_BODY, "no-answer");
        passing(EMPTY_ENVELOPE, "no-answer");
        passing(WRONG_CHARSET, "unreadable");
        passing(RAW_CONTROL, "unreadable");
        passing(HUGE_REPLY, "reply-too-large");
        passing(HTML_200, "not-soap");
        passing(HTML_AS_XML_200, "not-soap");
        passing(EMPTY_200, "empty-reply");
        passing(NO_CONTENT_204, "http-204");
        lost(CLOSED);
        lost(RESET);
        passing(HALF_REPLY, "connection-lost");
        passing(STALLED_BODY, "response-timeout");
        passing(TRICKLED_BODY, "response-timeout");
        passing(HANG, "response-timeout");
    }

    private void notTheContract() {
        rejected(NO_SUCCEEDED, "contract/no-succeeded");
        rejected(NO_HEADERS, "contract/no-succeeded");
        rejected(SUCCEEDED_WITH_EXCEPTION, "contract/succeeded-with-exception");
        rejected(BEYOND_INT, "contract/unreadable");
        rejected(OTHER_ID, "contract/other-id");
        rejected(NOT_A_NUMBER, "contract/unreadable");
        rejected(BAD_DATE, "contract/unreadable");
        rejected(TRUE_AS_WORD, "contract/unreadable");
        rejected(SOAP_FAULT_DISPATCHER, "contract/soap-fault");
    }

    private void event(Fault fault, String... parts) {
        add(fault, Row.ALWAYS, "event attempts=1", parts);
    }

    private void rejected(Fault fault, String reason, String... parts) {
        add(fault, Row.ALWAYS, reason + " at look-up attempts=1", parts);
    }

    /** Gone after one call: an event. Gone after two: an event. Never gone for that one task: poison. */
    private void passing(Fault fault, String code) {
        add(fault, 1, "event attempts=2");
        add(fault, 2, "event attempts=3");
        add(fault, Row.ALWAYS, "poison/" + code + " at look-up attempts=3", "while other calls succeeded");
    }

    /** On a connection that has been used before the call is repeated at once, which is no attempt. */
    private void lost(Fault fault) {
        add(fault, 1, "event attempts=[12]");
        add(fault, 2, "event attempts=[23]");
        add(fault, Row.ALWAYS, "poison/connection-lost at look-up attempts=3", "while other calls succeeded");
    }

    /** Uses up no attempt, however often. */
    private void throttled(Fault fault) {
        add(fault, 1, "event attempts=1");
        add(fault, ATTEMPTS + 1, "event attempts=1");
    }

    private void add(Fault fault, int times, String end, String... parts) {
        rows.add(new Row(1000 + rows.size(), fault, times, end, List.of(parts)));
    }
}
