package io.batchtask.bridge.dev.netserver;

/** Ways in which a look-up can go wrong, or merely unusually. */
public enum Fault {
    NIL_STRINGS(Kind.UNUSUAL, "every text is nil"),
    EMPTY_STRINGS(Kind.UNUSUAL, "every text is empty"),
    LONG_STRINGS(Kind.UNUSUAL, "a description of 254 characters, none of them ASCII but two"),
    NIL_DICTIONARY_VALUE(Kind.UNUSUAL, "a parameter with a key and a nil value"),
    NEVER_STARTED(Kind.UNUSUAL, "LastStarted is 0001-01-01, which means never"),
    NEVER_STARTED_1760(Kind.UNUSUAL, "LastStarted is 1760-01-01, which means never, too"),
    DATE_WITH_Z(Kind.UNUSUAL, "LastStarted ends in Z"),
    DATE_WITH_OFFSET(Kind.UNUSUAL, "LastStarted has an offset of two hours"),
    DATE_WITH_FRACTION(Kind.UNUSUAL, "LastStarted has seven digits after the second"),
    STATE_AQUIRED(Kind.UNUSUAL, "the state the contract spells Aquired"),
    STATE_MANUAL_CLEANUP(Kind.UNUSUAL, "the state SucceededManualCleanup, which this contract does not know"),
    STATE_UNKNOWN_WORD(Kind.UNUSUAL, "an unknown state"),
    EXTRA_ELEMENTS(Kind.UNUSUAL, "elements of a newer contract at the end"),
    NIL_VALUES(Kind.UNUSUAL, "every number, flag, date and the state is nil, but the id"),
    BEYOND_SHORT(Kind.UNUSUAL, "a DetailsTable of 70000"),
    CONTROL_REFERENCES(Kind.UNUSUAL, "a description with references to characters XML forbids, as WCF writes them"),
    BLANK_LINE_FIRST(Kind.UNUSUAL, "an empty line before the XML declaration"),
    UTF_16(Kind.UNUSUAL, "an answer in UTF-16"),
    WINDOWS_1252(Kind.UNUSUAL, "an answer in windows-1252, as its XML declaration says"),
    EMPTY_EXCEPTION_INFO(Kind.UNUSUAL, "an ExceptionInfo that is empty instead of nil"),
    STRAY_NIL(Kind.UNUSUAL, "right, and a moment later a nil answer that was not asked for, on the same connection"),
    STRAY_REFUSED(Kind.UNUSUAL, "right, and a moment later a refusal that was not asked for, on the same connection"),
    STRAY_TASK(Kind.UNUSUAL, "right, and a moment later another task that was not asked for, on the same connection"),

    NIL_RESPONSE(Kind.NOT_FOUND, "succeeded, with nil instead of a task"),
    BLANK_CARRIER(Kind.NOT_FOUND, "succeeded, with an empty task of Id 0"),
    NOT_FOUND(Kind.NOT_FOUND, "SuperOffice.Exceptions.SoNotFoundException"),
    NOT_FOUND_SHORT_NAME(Kind.NOT_FOUND, "SoNotFoundException, without its namespace"),

    SENTRY(Kind.REFUSED, "SoSentryException: no right to see it"),
    ILLEGAL_OPERATION(Kind.REFUSED, "SoIllegalOperationException"),
    INVALID_ARGUMENT(Kind.REFUSED, "SoInvalidArgumentException"),
    LICENSE(Kind.REFUSED, "SoLicenseException"),
    ASSEMBLY_QUALIFIED(Kind.REFUSED, "SoLicenseException, written with assembly, version and culture"),
    LEAKING_MESSAGE(Kind.REFUSED, "an exception whose message quotes the ticket and a password"),

    SESSION(Kind.TICKET, "SoSessionException, as for an expired ticket"),
    SESSION_INNER(Kind.TICKET, "SoSessionException inside another exception"),
    SESSION_IN_PERMANENT(Kind.TICKET, "SoSessionException inside an ArgumentException"),

    DB_ACCESS(Kind.PASSING, "SoDbAccessException: time-out in the database"),
    UNKNOWN_EXCEPTION(Kind.PASSING, "System.NullReferenceException"),
    ASSOCIATE_NOT_FOUND(Kind.PASSING, "SoAssociateNotFoundException: it is not the task that is not found"),
    FAILED_WITHOUT_REASON(Kind.PASSING, "Succeeded is false and there is no exception"),
    SOAP_FAULT_SERVER(Kind.PASSING, "SOAP fault InternalServiceFault, HTTP 500"),
    SOAP_FAULT_SENDER(Kind.PASSING, "SOAP fault s:Client, what WCF writes unless configured otherwise"),
    SOAP_FAULT_RECEIVER(Kind.PASSING, "SOAP fault s:Server, HTTP 500"),
    SOAP_FAULT_VERSION(Kind.PASSING, "SOAP fault s:VersionMismatch, HTTP 500"),
    HTTP_500_HTML(Kind.PASSING, "HTTP 500 with a page"),
    HTTP_503(Kind.PASSING, "HTTP 503 with a page"),
    HTTP_503_RETRY_AFTER(Kind.PASSING, "HTTP 503, Retry-After: 2"),
    HTTP_429(Kind.PASSING, "HTTP 429"),
    HTTP_429_RETRY_AFTER(Kind.PASSING, "HTTP 429, Retry-After: 1"),
    HTTP_421(Kind.PASSING, "HTTP 421: this host does not serve the tenant"),
    HTTP_401(Kind.PASSING, "HTTP 401"),
    HTTP_403(Kind.PASSING, "HTTP 403"),
    HTTP_404(Kind.PASSING, "HTTP 404"),
    HTTP_407(Kind.PASSING, "HTTP 407 from a proxy"),
    HTTP_301(Kind.PASSING, "HTTP 301 to https"),
    HTTP_302(Kind.PASSING, "HTTP 302 to a login page"),
    HTTP_307(Kind.PASSING, "HTTP 307 to a login page"),
    FOREIGN_XML(Kind.PASSING, "HTTP 200 with a gateway's <error> in XML"),
    SOAP_12(Kind.PASSING, "an envelope of SOAP 1.2"),
    GZIP(Kind.PASSING, "an answer that is compressed, which the request does not allow"),
    TRUNCATED_XML(Kind.PASSING, "the envelope ends in the middle, and the length says so"),
    CUT_CHUNKED(Kind.PASSING, "the envelope ends in the middle, and so do the chunks"),
    CUT_UNTIL_CLOSE(Kind.PASSING, "the envelope ends in the middle, where the connection is closed"),
    EMPTY_BODY(Kind.PASSING, "succeeded, and nothing at all in the SOAP body"),
    EMPTY_ENVELOPE(Kind.PASSING, "no response headers, and nothing at all in the SOAP body"),
    WRONG_CHARSET(Kind.PASSING, "an answer in windows-1252 that says it is UTF-8"),
    RAW_CONTROL(Kind.PASSING, "a control character as it is"),
    NOT_XML(Kind.PASSING, "plain text that says it is XML"),
    HUGE_REPLY(Kind.PASSING, "an envelope and 5 MB of white space"),
    HTML_AS_XML_200(Kind.PASSING, "HTTP 200 with a page that says it is XML"),
    HTML_200(Kind.PASSING, "HTTP 200 with a page"),
    EMPTY_200(Kind.PASSING, "HTTP 200 without a body"),
    NO_CONTENT_204(Kind.PASSING, "HTTP 204"),
    CLOSED(Kind.PASSING, "the connection is closed without an answer"),
    RESET(Kind.PASSING, "the connection is reset without an answer"),
    HALF_REPLY(Kind.PASSING, "the connection is closed after half of the answer"),
    STALLED_BODY(Kind.PASSING, "the answer stops after 100 bytes and the connection stays open"),
    TRICKLED_BODY(Kind.PASSING, "ten bytes of the answer per second"),
    HANG(Kind.PASSING, "no answer, and the connection stays open"),

    NO_SUCCEEDED(Kind.CONTRACT, "the header Succeeded is missing"),
    BEYOND_INT(Kind.CONTRACT, "an AssociateId of 4294967338"),
    NO_HEADERS(Kind.CONTRACT, "all response headers are missing"),
    SUCCEEDED_WITH_EXCEPTION(Kind.CONTRACT, "Succeeded is true and there is an exception"),
    OTHER_ID(Kind.CONTRACT, "the task of another id"),
    NOT_A_NUMBER(Kind.CONTRACT, "a word where a number is due"),
    BAD_DATE(Kind.CONTRACT, "a word where a date is due"),
    TRUE_AS_WORD(Kind.CONTRACT, "True where true is due"),
    SOAP_FAULT_DISPATCHER(Kind.CONTRACT, "SOAP fault DeserializationFailed, HTTP 500"),

    SLOW(Kind.LATE, "right, but as late as slow calls are");

    /** What a fault amounts to. */
    public enum Kind {
        UNUSUAL("unusual but right"),
        NOT_FOUND("not found"),
        REFUSED("refused for good"),
        TICKET("the ticket is refused"),
        PASSING("nothing usable; it may pass"),
        CONTRACT("not what the contract promises"),
        LATE("late");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    private final Kind kind;
    private final String explanation;

    Fault(Kind kind, String explanation) {
        this.kind = kind;
        this.explanation = explanation;
    }

    public Kind kind() {
        return kind;
    }

    /** What goes back on the wire, in a phrase. */
    public String explanation() {
        return explanation;
    }

    /** Whether it says that NetServer is asked too often, and nothing else. */
    public boolean isThrottling() {
        return this == HTTP_429 || this == HTTP_429_RETRY_AFTER || this == HTTP_503_RETRY_AFTER;
    }

    /** Whether it is a status of HTTP: then it may come from what stands before NetServer, whatever is asked for. */
    boolean isOfTheWay() {
        return name().startsWith("HTTP_");
    }

    /** Whether it changes a task and nothing else, so that other calls are right. */
    boolean isOfTheTask() {
        return kind == Kind.UNUSUAL
                || kind == Kind.NOT_FOUND
                || kind == Kind.LATE
                || this == OTHER_ID
                || this == BEYOND_INT
                || this == NOT_A_NUMBER
                || this == BAD_DATE
                || this == TRUE_AS_WORD;
    }
}
