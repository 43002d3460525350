package io.batchtask.bridge.request;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TaskRequest;

/** What reading a record came to. */
public sealed interface ReadResult extends Stage {
    /** What the record says of itself, as far as it could be read. */
    RequestContext context();

    /** It asks for a task. */
    record Readable(TaskRequest request) implements ReadResult {
        @Override
        public ConsumedRecord source() {
            return request.source();
        }

        @Override
        public RequestContext context() {
            return request.context();
        }
    }

    /** It cannot be understood; the record itself is kept. */
    record Unreadable(ConsumedRecord source, Failure.Malformed failure, RequestContext context) implements ReadResult {}
}
