package io.batchtask.bridge.netserver;

import io.batchtask.bridge.task.TraceContext;
import io.batchtask.bridge.traces.CallSpan;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.message.Message;

/**
 * What one call asks of the way out, and what that has seen of it: it goes along in CXF's request context, where no
 * header of a record can stand in for it.
 */
final class SoapCall {
    private static final String PROPERTY = SoapCall.class.getName();

    private final Operation operation;
    private final boolean fresh;
    private final CallSpan span;
    private volatile ServiceVersion answeredBy; // null before
    private volatile boolean reused;

    /**
     * @param fresh whether it goes out on a connection that has never carried another call
     * @param span its own in its trace
     */
    SoapCall(Operation operation, boolean fresh, CallSpan span) {
        this.operation = operation;
        this.fresh = fresh;
        this.span = span;
    }

    /** Goes along with that exchange from now on. */
    void join(Exchange call) {
        call.setProperty(Client.REQUEST_CONTEXT, Map.of(PROPERTY, this));
    }

    static SoapCall of(Message request) {
        return (SoapCall) request.get(PROPERTY);
    }

    Operation operation() {
        return operation;
    }

    boolean fresh() {
        return fresh;
    }

    /** Those headers, and the ones that say which trace the call is part of, if any. */
    Map<String, String> withTrace(Map<String, String> headers) {
        return span.context().map(trace -> with(trace, headers)).orElse(headers);
    }

    private static Map<String, String> with(TraceContext trace, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("traceparent", trace.parent());
        trace.state().ifPresent(state -> all.put("tracestate", state));
        return all;
    }

    /** @param reused whether the connection had carried another call before */
    void answered(ServiceVersion by, boolean reused) {
        this.reused = reused;
        this.answeredBy = by;
    }

    /** Who has answered; only after that. */
    ServiceVersion answeredBy() {
        return answeredBy;
    }

    /** Whether a whole HTTP answer has come. */
    boolean isAnswered() {
        return answeredBy != null;
    }

    /** Whether that may have been meant for a former call on its connection. */
    boolean mayBeAnothers() {
        return reused && !fresh;
    }
}
