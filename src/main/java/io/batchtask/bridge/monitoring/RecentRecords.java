package io.batchtask.bridge.monitoring;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.management.Status;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How the latest records ended: what they were called and what became of them, no payload. Events and rejects are kept
 * apart, so that the many do not drive out the few.
 */
final class RecentRecords {
    private static final int MOST = 20;

    private final RequestReader requests = new RequestReader();
    private final Deque<End> events = new ArrayDeque<>(MOST);
    private final Deque<End> rejects = new ArrayDeque<>(MOST);
    private final Clock clock;
    private final UnaryOperator<String> redact;

    /** Put into words when it is shown: few look, and many records end. */
    record End(long millis, Integer task, Origin origin, String outcome, String detail, boolean rejected) {
        private Status.End shown() {
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
            add(new End(clock.millis(), task, event.source().origin(), event.type(), state, false));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            DeadLetter record = rejected.letter();
            Failure failure = rejected.failure();
            Integer task = task(record, failure);
            Origin origin = record.source().origin();
            add(new End(clock.millis(), task, origin, failure.className(), redact.apply(failure.code()), true));
        }
    }

    synchronized void add(End end) {
        Deque<End> ends = end.rejected() ? rejects : events;
        if (ends.size() == MOST) {
            ends.removeLast();
        }
        ends.addFirst(end);
    }

    private Integer task(DeadLetter record, Failure failure) {
        return !(failure instanceof Failure.Malformed)
                        && requests.read(record.source()) instanceof ReadResult.Readable readable
                ? (Integer) readable.request().taskId()
                : null;
    }

    /** The latest first. */
    synchronized List<Status.End> events() {
        return events.stream().map(End::shown).toList();
    }

    /** The latest first. */
    synchronized List<Status.End> rejects() {
        return rejects.stream().map(End::shown).toList();
    }
}
