package io.batchtask.bridge.dev.netserver;

import java.util.Map;

/**
 * What goes back on the wire.
 *
 * @param reason the words behind the status; null for the usual ones
 * @param manner how the connection is treated
 */
record Answer(int status, String reason, String contentType, Map<String, String> headers, String body, Manner manner) {
    static final String XML = "text/xml; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    enum Manner {
        WHOLE,
        CLOSE,
        RESET,
        HALF,
        STALL,
        TRICKLE,
        HANG
    }

    static Answer soap(String envelope) {
        return xml(200, envelope);
    }

    static Answer fault(String envelope) {
        return xml(500, envelope);
    }

    static Answer xml(int status, String envelope) {
        return new Answer(status, null, XML, Map.of(), envelope, Manner.WHOLE);
    }

    static Answer html(int status, Map<String, String> headers) {
        String body = "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1></body></html>";
        return new Answer(status, null, HTML, headers, body, Manner.WHOLE);
    }

    /** A refusal by the web server: the reason is all there is. */
    static Answer bare(int status, String reason) {
        return new Answer(status, reason, null, Map.of(), "", Manner.WHOLE);
    }

    Answer in(Manner other) {
        return new Answer(status, reason, contentType, headers, body, other);
    }
}
