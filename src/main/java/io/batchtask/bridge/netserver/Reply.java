package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.BatchTask;

/** What one call came to. Every call ends in exactly one of these. */
public sealed interface Reply {
    /** Failure code of a SOAP fault, which no operation of the contract declares. */
    String SOAP_FAULT = "SoapFault";

    /** Failure code of an answer that describes another task than the one that was asked for. */
    String OTHER_ID = "other-id";

    /** Failure code of HTTP 421: the tenant is served by another host. */
    String MISDIRECTED = "misdirected";

    /** Failure code of HTTP 429: asked too often. */
    String THROTTLED = "throttled";

    /** Failure code of HTTP 503; throttling as well when it says for how long. */
    String BUSY = "http-503";

    /** NetServer described the task that was asked for. */
    record Found(BatchTask task) implements Reply {}

    /** Anything else, already classified. */
    record Failed(Failure failure) implements Reply {}

    /** Whether that says only that NetServer, or something before it, is asked too often at present. */
    static boolean isThrottled(Failure.Unavailable failure) {
        return failure.code().equals(THROTTLED)
                || (failure.code().equals(BUSY) && failure.retryAfter().isPresent());
    }
}
