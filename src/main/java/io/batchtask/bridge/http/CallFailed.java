package io.batchtask.bridge.http;

import io.batchtask.bridge.failure.Failure;
import java.io.IOException;

/** A call that brought no answer, already classified. */
public final class CallFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public CallFailed(Failure failure) {
        super(failure.code() + ": " + failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** The failure inside that exception or one of its causes, if one of ours is there. */
    public static Failure in(Throwable thrown, Failure otherwise) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed failed) {
                return failed.failure();
            }
        }
        return otherwise;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an expected outcome; the trace would only cost time
    }
}
