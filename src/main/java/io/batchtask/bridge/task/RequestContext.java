package io.batchtask.bridge.task;

import java.util.Optional;

/**
 * What a request says of itself beside the task it asks for.
 *
 * @param id of the CloudEvent it came as; empty when it came as none
 * @param source of that CloudEvent
 * @param correlation the flow of events it belongs to: what that CloudEvent says, else the one that begins with it
 * @param trace the one it is part of, by its Kafka headers, else by the attributes of the CloudEvent
 */
public record RequestContext(
        Optional<String> id, Optional<String> source, Optional<String> correlation, Optional<TraceContext> trace) {
    /** A request that says nothing of itself. */
    public static final RequestContext NONE =
            new RequestContext(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same, part of that trace. */
    public RequestContext within(Optional<TraceContext> other) {
        return new RequestContext(id, source, correlation, other);
    }
}
