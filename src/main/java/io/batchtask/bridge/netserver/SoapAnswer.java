package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * A complete HTTP answer, and the judgement whether it is worth reading as XML.
 *
 * @param hint what its headers say about the reason, in brackets; empty for nothing
 * @param contentEncoding how the body is packed; empty when it is not, as was asked for
 */
record SoapAnswer(
        int status,
        String hint,
        String contentType,
        String contentEncoding,
        Optional<Duration> retryAfter,
        byte[] body) {
    private static final int LONGEST_NAME = 200;
    private static final long LONGEST_WAIT = 1_000_000_000; // seconds; longer than can be meant

    static SoapAnswer of(HttpReply reply) {
        return new SoapAnswer(
                reply.status(),
                HttpHints.of(reply.status(), reply::header),
                Excerpt.of(reply.header("Content-Type").orElse("no content type"), LONGEST_NAME),
                reply.header("Content-Encoding")
                        .map(coding -> Excerpt.of(coding.strip(), LONGEST_NAME))
                        .filter(coding -> !coding.equalsIgnoreCase("identity"))
                        .orElse(""),
                reply.header("Retry-After").flatMap(SoapAnswer::retryAfter),
                reply.body());
    }

    /**
     * Seconds or an HTTP date (RFC 9110, section 10.2.3), which is over already by a server's clock that is slow. What
     * cannot be read is as if it were not there.
     */
    private static Optional<Duration> retryAfter(String header) {
        String value = header.strip();
        if (value.matches("\\d{1,18}")) {
            return Optional.of(Duration.ofSeconds(Math.min(LONGEST_WAIT, Long.parseLong(value))));
        }
        Instant until = DateUtils.parseStandardDate(value);
        return Optional.ofNullable(until)
                .map(time -> Duration.between(Instant.now(), time))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /**
     * Why this cannot be a SOAP 1.1 answer; empty when it may be one. Only 200 and 500 carry envelopes (SOAP 1.1,
     * section 6.2); every other status comes from IIS, a proxy or the Online front, whatever its body looks like.
     */
    Optional<Failure> notSoap() {
        if (status == 421) {
            return failed(Reply.MISDIRECTED, "HTTP 421: the tenant is served by another host");
        }
        if (status == 429) {
            return failed(Reply.THROTTLED, "HTTP 429: too many calls");
        }
        if (status != 200 && status != 500) {
            return failed("http-" + status, "HTTP " + status + " from NetServer or something before it" + hint);
        }
        if (body.length == 0) {
            return failed("empty-reply", "HTTP " + status + " without a body");
        }
        if (!contentEncoding.isEmpty()) { // another one was not allowed for, RFC 9110, section 12.5.3
            return failed("content-encoding", "HTTP " + status + " with a body packed as " + contentEncoding);
        }
        if (!isXml()) {
            String code = status == 500 ? "http-500" : "not-soap";
            return failed(code, "HTTP " + status + " with " + contentType + " where SOAP was due");
        }
        return Optional.empty();
    }

    private boolean isXml() {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/xml") || type.startsWith("application/xml");
    }

    private Optional<Failure> failed(String code, String message) {
        return Optional.of(unavailable(code, message));
    }

    /** That answer as a failure of the path, with the wait it asks for. */
    Failure unavailable(String code, String message) {
        return new Failure.Unavailable(code, message, retryAfter);
    }
}
