package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.task.ConsumedRecord;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;

/**
 * Sends what cannot become an event to the dead-letter topic: {@code DeadLetter} in, {@code Outcome.Rejected} out once
 * the broker has acknowledged it.
 */
final class Reject {
    private static final int LONGEST_BARE_KEY = 1024;

    private final DeadLetterHeaders headers;
    private final String topic;
    private final RejectionLog log;

    /**
     * @param topic for dead letters
     * @param redact takes secrets out of what is logged
     */
    Reject(DeadLetterHeaders headers, String topic, UnaryOperator<String> redact) {
        this.headers = headers;
        this.topic = topic;
        this.log = new RejectionLog(redact);
    }

    /** Before the producer. */
    void offer(Exchange exchange) {
        DeadLetter letter = exchange.getMessage().getBody(DeadLetter.class);
        OutboundRecord outbound = letter.bare() ? bare(letter) : whole(letter);
        InFlightProperty.of(exchange)
                .span()
                .contextToPublish()
                .map(outbound::within)
                .orElse(outbound)
                .offer(exchange, topic);
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
        log.rejected(letter, InFlightProperty.of(exchange).span());
        exchange.getMessage().setBody(new Outcome.Rejected(letter));
    }
}
