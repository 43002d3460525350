package io.batchtask.bridge.event;

import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.TaskAnswer;
import java.util.ArrayList;
import java.util.List;

/** Where an event comes from: the request it answers, and how and when NetServer was asked. */
final class ProvenanceHeaders {
    private ProvenanceHeaders() {}

    static List<Header> of(TaskAnswer answer) {
        List<Header> headers = new ArrayList<>();
        headers.add(Header.text("batchtask-origin", answer.source().origin().toString()));
        headers.add(Header.text("batchtask-attempts", String.valueOf(answer.attempts())));
        headers.add(Header.text(
                "batchtask-lookup-ms", String.valueOf(answer.lookupTime().toMillis())));
        headers.add(Header.text("batchtask-looked-up-at", EventTime.millis(answer.lookedUpAt())));
        answer.request().context().id().ifPresent(id -> headers.add(Header.text("batchtask-request-id", id)));
        answer.request()
                .context()
                .source()
                .ifPresent(source -> headers.add(Header.text("batchtask-request-source", source)));
        return headers;
    }
}
