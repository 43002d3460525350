package io.batchtask.bridge.dev.netserver;

import java.util.Map;

/**
 * What goes back on the wire.
 *
 * @param manner how the connection is treated
 */
record Answer(int status, String contentType, Map<String, String> headers, String body, Manner manner) {
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
        return new Answer(200, XML, Map.of(), envelope, Manner.WHOLE);
    }

    static Answer fault(String envelope) {
        return new Answer(500, XML, Map.of(), envelope, Manner.WHOLE);
    }

    static Answer html(int status, Map<String, String> headers) {
        String body = "<html><head><title>" + status + "</title></head><body><h1>" + status + "</h1></body></html>";
        return new Answer(status, HTML, headers, body, Manner.WHOLE);
    }

    Answer in(Manner other) {
        return new Answer(status, contentType, headers, body, other);
    }
}
