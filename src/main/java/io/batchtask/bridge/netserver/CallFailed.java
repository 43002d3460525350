package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import java.io.IOException;

/** Carries a classified failure of the transport through CXF, which only knows exceptions. */
final class CallFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    CallFailed(Failure failure) {
        super(failure.code() + ": " + failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }

    /** The failure inside that exception or one of its causes, if one of ours is there. */
    static Failure in(Throwable thrown, Failure otherwise) {
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
