package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.ConsumedRecord;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Sends what cannot become an event to the dead-letter topic: {@code DeadLetter} in, {@code Outcome.Rejected} out once
 * the broker has acknowledged it.
 */
final class Reject {
    private static final Logger LOG = LoggerFactory.getLogger(Reject.class);

    private static final int LONGEST_BARE_KEY = 1024;

    /** Of the Elastic Common Schema; the readable form of the log does without. */
    private static final String TRACE_FIELD = "trace.id";

    private static final Pattern TRACE =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private final DeadLetterHeaders headers;
    private final UnaryOperator<String> redact;
    private final RequestReader requests = new RequestReader();

    /** @param redact takes secrets out of what is logged */
    Reject(DeadLetterHeaders headers, UnaryOperator<String> redact) {
        this.headers = headers;
        this.redact = redact;
    }

    /** Before the producer. */
    void offer(Exchange exchange) {
        DeadLetter letter = exchange.getMessage().getBody(DeadLetter.class);
        (letter.bare() ? bare(letter) : whole(letter)).offer(exchange);
    }

    private OutboundRecord whole(DeadLetter letter) {
        ConsumedRecord source = letter.source();
        return new OutboundRecord(letter, source.key(), source.value(), headers.headers(letter));
    }

    private OutboundRecord bare(DeadLetter letter) {
        byte[] key = letter.source().key();
        boolean leftBehind = key == null || key.length > LONGEST_BARE_KEY;
        return new OutboundRecord(letter, leftBehind ? null : key, null, headers.bareHeaders(letter));
    }

    /** After it. */
    void acknowledged(Exchange exchange) {
        DeadLetter letter = (DeadLetter) OutboundRecord.acknowledged(exchange);
        Optional<String> trace = trace(letter.source());
        trace.ifPresent(id -> MDC.put(TRACE_FIELD, id));
        try {
            log(letter);
        } finally {
            trace.ifPresent(id -> MDC.remove(TRACE_FIELD));
        }
        exchange.getMessage().setBody(new Outcome.Rejected(letter));
    }

    private void log(DeadLetter letter) {
        LOG.warn(
                "rejected; task={} origin={} class={} code={} step={} attempts={} reason={}",
                task(letter.source()),
                letter.source().origin(),
                letter.failure().className(),
                letter.failure().code(),
                letter.step().word(),
                letter.attempts(),
                Excerpt.brief(redact.apply(letter.failure().message())));
    }

    /** Read once more rather than carried along: few records are rejected. */
    private String task(ConsumedRecord source) {
        return requests.read(source) instanceof ReadResult.Readable readable
                ? String.valueOf(readable.request().taskId())
                : "unknown";
    }

    /** The trace a request belongs to, when it says so (W3C Trace Context). */
    private static Optional<String> trace(ConsumedRecord source) {
        return source.header("traceparent")
                .or(() -> source.header("ce_traceparent"))
                .map(header -> TRACE.matcher(header.text()))
                .filter(Matcher::matches)
                .map(parent -> parent.group(1));
    }
}
