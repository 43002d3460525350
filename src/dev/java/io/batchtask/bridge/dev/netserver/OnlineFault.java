package io.batchtask.bridge.dev.netserver;

/** Ways in which a service of an Online environment can go wrong as a whole. */
public enum OnlineFault {
    /** 404: the tenant is unknown. */
    NOT_FOUND,
    /** 503 with a page. */
    UNAVAILABLE,
    /** 200, but the JSON ends in the middle. */
    BROKEN_JSON,
    /** 200 with a page. */
    HTML,
    /** An answer that begins and never ends. */
    STALLED,
    /** 200 and more bytes than any client wants. */
    HUGE
}
