package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A complete HTTP answer, and the judgement whether it is worth reading as SOAP. */
record HttpAnswer(int status, String contentType, Optional<Duration> retryAfter, byte[] body) {
    /** Only looked for at the start: a page's first tag, after a byte order mark and white space. */
    private static final Pattern PAGE =
            Pattern.compile("\\uFEFF?\\s*(<\\?xml[^>]*>\\s*)?(?i:<!doctype\\s+html\\b|<html\\b)");

    private static final int START = 512;

    /**
     * Why this cannot be a SOAP 1.1 answer; empty when it can. Only 200 and 500 carry envelopes (SOAP 1.1, section 6.2);
     * every other status comes from IIS, a proxy or the Online front, whatever its body looks like.
     */
    Optional<Failure> notSoap() {
        if (status == 421) {
            return unavailable(Reply.MISDIRECTED, "HTTP 421: the tenant is served by another host");
        }
        if (status == 429) {
            return unavailable(Reply.THROTTLED, "HTTP 429: too many calls");
        }
        if (status != 200 && status != 500) {
            return unavailable("http-" + status, "HTTP " + status + " from NetServer or something before it");
        }
        if (body.length == 0) {
            return unavailable("empty-reply", "HTTP " + status + " without a body");
        }
        if (!isXml()) {
            String code = status == 500 ? "http-500" : "not-soap";
            return unavailable(code, "HTTP " + status + " with " + contentType + " where SOAP was due");
        }
        if (isPage()) { // a proxy's, in spite of what it says it is
            return unavailable(
                    status == 500 ? "http-500" : "not-soap", "HTTP " + status + " with a page where SOAP was due");
        }
        if (status == 500 && !new String(body, StandardCharsets.UTF_8).contains("Envelope")) {
            return unavailable("http-500", "HTTP 500 without a SOAP envelope");
        }
        return Optional.empty();
    }

    private boolean isXml() {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/xml") || type.startsWith("application/xml");
    }

    private boolean isPage() {
        String start = new String(body, 0, Math.min(START, body.length), StandardCharsets.UTF_8);
        return PAGE.matcher(start).lookingAt();
    }

    private Optional<Failure> unavailable(String code, String message) {
        return Optional.of(new Failure.Unavailable(code, message, retryAfter));
    }
}
