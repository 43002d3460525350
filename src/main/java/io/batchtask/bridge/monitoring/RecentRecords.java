package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.management.RecentEnds;
import io.batchtask.bridge.management.Status;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Keeps how the latest records ended: what they were called and what became of them, no payload. */
final class RecentRecords {
    private final RequestReader requests = new RequestReader();
    private final RecentEnds<End> ends = new RecentEnds<>(End::rejected);
    private final Clock clock;
    private final UnaryOperator<String> redact;

    /** Put into words when somebody looks: few do, and many records end. */
    private record End(long millis, Integer task, Origin origin, String outcome, String detail, boolean rejected) {
        Status.End told() {
            return new Status.End(
                    Instant.ofEpochMilli(millis).toString(), task, origin.toString(), outcome, detail, rejected);
        }
    }

    /** @param redact takes secrets out of what NetServer calls a failure */
    RecentRecords(Clock clock, UnaryOperator<String> redact) {
        this.clock = clock;
        this.redact = redact;
    }

    void add(Outcome outcome) {
        if (outcome instanceof Outcome.Published published) {
            TaskEvent event = published.event();
            Integer task = event.field("id").map(Integer.class::cast).orElse(null);
            String state = event.field("state").map(Object::toString).orElse("");
            ends.add(new End(clock.millis(), task, event.source().origin(), event.type(), state, false));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            DeadLetter record = rejected.letter();
            Failure failure = rejected.failure();
            Integer task = task(record, failure);
            Origin origin = record.source().origin();
            ends.add(new End(clock.millis(), task, origin, failure.className(), redact.apply(failure.code()), true));
        }
    }

    private Integer task(DeadLetter record, Failure failure) {
        return !(failure instanceof Failure.Malformed)
                        && requests.read(record.source()) instanceof ReadResult.Readable readable
                ? (Integer) readable.request().taskId()
                : null;
    }

    List<Status.End> events() {
        return ends.events().stream().map(End::told).toList();
    }

    List<Status.End> rejects() {
        return ends.rejects().stream().map(End::told).toList();
    }
}
