package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.failure.Failure;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.function.UnaryOperator;

/** What a span says of a failure: class and code. The message stays out, as it may quote a request or an answer. */
final class Failures {
    private final UnaryOperator<String> redact;

    /** @param redact takes secrets out: a code may be the name of an exception at the other end */
    Failures(UnaryOperator<String> redact) {
        this.redact = redact;
    }

    Attributes attributes(Failure failure) {
        return Attributes.of(
                Conventions.ERROR_TYPE,
                failure.className(),
                Conventions.CODE,
                Excerpt.brief(redact.apply(failure.code())));
    }

    /** The span ends in that failure. */
    void mark(Span span, Failure failure) {
        if (!span.isRecording()) {
            return; // to look for secrets takes its time
        }
        span.setStatus(StatusCode.ERROR);
        span.setAllAttributes(attributes(failure));
    }

    /** It ends without an answer. */
    static void giveUp(Span unfinished, String error) {
        unfinished.setStatus(StatusCode.ERROR);
        unfinished.setAttribute(Conventions.ERROR_TYPE, error);
        unfinished.end();
    }
}
