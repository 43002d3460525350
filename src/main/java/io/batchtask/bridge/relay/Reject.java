package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.task.ConsumedRecord;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what cannot become an event to the dead-letter topic: {@code DeadLetter} in, {@code Outcome.Rejected} out once
 * the broker has acknowledged it.
 */
final class Reject {
    private static final Logger LOG = LoggerFactory.getLogger(Reject.class);

    private static final int LONGEST_BARE_KEY = 1024;

    private final DeadLetterHeaders headers;

    Reject(DeadLetterHeaders headers) {
        this.headers = headers;
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
        LOG.warn(
                "rejected; origin={} class={} code={} step={} attempts={}",
                letter.source().origin(),
                letter.failure().className(),
                letter.failure().code(),
                letter.step().word(),
                letter.attempts());
        exchange.getMessage().setBody(new Outcome.Rejected(letter));
    }
}
