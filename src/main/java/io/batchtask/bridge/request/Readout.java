package io.batchtask.bridge.request;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.SourceRecord;
import io.batchtask.bridge.task.Sourced;
import io.batchtask.bridge.task.TaskRequest;

/** What reading a record came to. */
public sealed interface Readout extends Sourced {
    /** It asks for a task. */
    record Readable(TaskRequest request) implements Readout {
        @Override
        public SourceRecord source() {
            return request.source();
        }
    }

    /** It cannot be understood; the record itself is kept. */
    record Unreadable(SourceRecord source, Failure.Malformed failure) implements Readout {}
}
