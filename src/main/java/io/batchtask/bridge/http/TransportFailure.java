package io.batchtask.bridge.http;

import io.batchtask.bridge.failure.Failure;
import java.io.IOException;
import java.util.Optional;

/** A call that brought no answer, already classified. */
public final class TransportFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final transient Throwable thrown;

    public TransportFailure(Failure failure) {
        this(failure, null);
    }

    /** @param thrown by the client; no cause of this one, for the failure is all there is to be logged */
    TransportFailure(Failure failure, Throwable thrown) {
        super(failure.code() + ": " + failure.message());
        this.failure = failure;
        this.thrown = thrown;
    }

    public Failure failure() {
        return failure;
    }

    /** What the client has thrown, when the failure's code is not enough. */
    public Optional<Throwable> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** Of the proxy's answer, when it is the proxy that has refused the call. */
    public Optional<String> header(String name) {
        return thrown instanceof ProxyRefusal refused ? refused.header(name) : Optional.empty();
    }

    /** The failure inside that exception or one of its causes, if one of ours is there. */
    public static Failure in(Throwable thrown, Failure otherwise) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransportFailure failed) {
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
