package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.TaskInfo;

/** What one call came to. Every call ends in exactly one of these. */
public sealed interface Reply {
    /** Failure code of a SOAP fault, which no operation of the contract declares. */
    String SOAP_FAULT = "SoapFault";

    /** Failure code of HTTP 421: the tenant is served by another host. */
    String MISDIRECTED = "misdirected";

    /** NetServer described the task that was asked for. */
    record Found(TaskInfo task) implements Reply {}

    /** Anything else, already classified. */
    record Failed(Failure failure) implements Reply {}
}
