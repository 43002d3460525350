package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.logging.Lasting;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.traces.RecordSpan;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why a task is asked for once more. */
final class LookUpLog {
    private static final Logger LOG = LoggerFactory.getLogger(LookUpLog.class);

    private LookUpLog() {}

    /**
     * @param attempts failed ones, so far
     * @param wait before the next; none when it is not a matter of time
     */
    static void failed(TaskRequest request, RecordSpan span, Failure failure, int attempts, Duration wait) {
        Trace.on(
                () -> LOG.info(
                        "look-up failed, it is repeated; task={} origin={} class={} code={} attempts={} wait={}",
                        request.taskId(),
                        request.source().origin(),
                        failure.className(),
                        failure.code(),
                        attempts,
                        wait.isZero() ? "until NetServer answers" : Lasting.words(wait)),
                span,
                Trace.of(request.source(), request.context()));
    }

    static void absent(TaskRequest request, Duration wait) {
        LOG.debug(
                "NetServer does not have the task yet, it is asked again; task={} origin={} wait={}",
                request.taskId(),
                request.source().origin(),
                wait);
    }
}
