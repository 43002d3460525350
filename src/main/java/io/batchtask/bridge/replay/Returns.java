package io.batchtask.bridge.replay;

import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.event.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Makes what is sent for a dead letter: the original's key, value and headers, without those of a letter, and how often,
 * when and by whom it was sent back. The key decides the partition, as with any producer.
 */
final class Returns {
    private final String topic;
    private final String by;
    private final Clock clock;

    Returns(String topic, String by, Clock clock) {
        this.topic = topic;
        this.by = by;
        this.clock = clock;
    }

    /** @param original the letter itself, or the record it stands for when that was left behind */
    Outgoing of(Letter letter, ConsumerRecord<byte[], byte[]> original) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, original.key(), original.value());
        for (Header header : original.headers()) {
            if (!DeadLetterHeaders.isOfALetter(header.key())) {
                record.headers().add(header);
            }
        }
        add(record, DeadLetterHeaders.REPLAYS, String.valueOf(letter.replays() + 1));
        add(record, DeadLetterHeaders.REPLAYED_AT, EventTime.millis(clock.instant()));
        add(record, DeadLetterHeaders.REPLAYED_BY, by);
        return new Outgoing(letter, record);
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
