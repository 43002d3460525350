package io.batchtask.bridge;

import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.management.RecentEnds;
import io.batchtask.bridge.management.Status;
import io.batchtask.bridge.relay.GivenUp;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.request.Readout;
import io.batchtask.bridge.request.RequestReader;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Keeps how the latest records ended: what they were called and what became of them, no payload. */
final class LatestRecords {
    private final RequestReader requests = new RequestReader();
    private final RecentEnds ends = new RecentEnds();
    private final Clock clock;

    LatestRecords(Clock clock) {
        this.clock = clock;
    }

    void add(Outcome outcome) {
        if (outcome instanceof Outcome.Published published) {
            TaskEvent event = published.event();
            Integer task = event.field("id").map(Integer.class::cast).orElse(null);
            String state = event.field("state").map(Object::toString).orElse("");
            add(task, event.source().origin().toString(), event.type(), state, false);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            GivenUp record = rejected.record();
            Failure failure = rejected.failure();
            add(task(record, failure), record.source().origin().toString(), failure.className(), failure.code(), true);
        }
    }

    private Integer task(GivenUp record, Failure failure) {
        return !(failure instanceof Failure.Malformed)
                        && requests.read(record.source()) instanceof Readout.Readable readable
                ? (Integer) readable.request().taskId()
                : null;
    }

    private void add(Integer task, String origin, String outcome, String detail, boolean rejected) {
        String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        ends.add(new Status.End(time, task, origin, outcome, detail, rejected));
    }

    List<Status.End> events() {
        return ends.events();
    }

    List<Status.End> rejects() {
        return ends.rejects();
    }
}
