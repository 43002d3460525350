package io.batchtask.bridge.http;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.logging.Lasting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.reactor.IOReactorShutdownException;

/** What the client throws, in our words. Whatever it is, it says nothing about what was asked for. */
final class FailureClassifier {
    private FailureClassifier() {}

    static Failure of(Throwable cause, Attempt attempt, Duration deadline) {
        if (cause instanceof TransportFailure failed) {
            return failed.failure();
        }
        if (cause instanceof ReplyTooLarge) {
            return unavailable("reply-too-large", "the answer of " + attempt.target() + " is too large");
        }
        if (cause instanceof ProxyRefusal refused) {
            return unavailable(
                    "http-" + refused.status(),
                    attempt.peer() + " answers HTTP " + refused.status() + " to a call of " + attempt.target());
        }
        if (cause instanceof OurFault ours) {
            return internal(ours.getCause());
        }
        if (cause instanceof ConnectTimeoutException) {
            return unavailable("connect-timeout", "no connection to " + attempt.peer() + " in time");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return unavailable("connect-refused", attempt.peer() + " refuses the connection");
        }
        if (cause instanceof UnknownHostException) {
            return unavailable("unknown-host", "the name of " + attempt.peer() + " cannot be resolved");
        }
        if (cause instanceof SSLException) {
            return unavailable("tls", "TLS with " + attempt.target() + " failed: " + cause.getMessage());
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return timedOut(attempt.target(), deadline);
        }
        if (cause instanceof MessageConstraintException || cause instanceof HttpException) {
            return unavailable(
                    "transport",
                    "what " + attempt.peer() + " answers is not HTTP as it should be: " + cause.getMessage());
        }
        if (cause instanceof IOReactorShutdownException || cause instanceof CancellationException) {
            return internal(cause); // a client that is no more
        }
        if (cause instanceof IOException) {
            return unavailable(
                    "connection-lost", "the connection to " + attempt.peer() + " broke before the answer was complete");
        }
        return internal(cause);
    }

    static Failure timedOut(String target, Duration deadline) {
        return unavailable(
                "response-timeout", "no complete answer of " + target + " within " + Lasting.words(deadline));
    }

    /** Something on our side. */
    static Failure internal(Throwable cause) {
        return unavailable(
                "internal", "the HTTP client failed: " + cause.getClass().getSimpleName());
    }

    /** The client has ended. */
    static Failure closed() {
        return unavailable("internal", "the HTTP client has ended");
    }

    /** Nothing has been sent. */
    static Failure notSent(String reason) {
        return unavailable("not-sent", "the call could not be sent: " + reason);
    }

    /** Whether a server that has just closed an idle connection, or had sent something on it, is seen in that way. */
    static boolean isLostConnection(Throwable cause) {
        return cause instanceof HttpException
                || (cause instanceof IOException
                        && !(cause instanceof SocketTimeoutException)
                        && !(cause instanceof OurFault));
    }

    private static Failure unavailable(String code, String message) {
        return new Failure.Unavailable(code, message);
    }
}
