package io.batchtask.bridge.replay;

import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.task.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of the dead-letter topic, and what its headers say; anybody may have written them.
 *
 * @param record as it was read
 */
record Letter(ConsumerRecord<byte[], byte[]> record) {
    private static final int LONGEST_WORD = 100;
    private static final String NONE = "(none)";

    int partition() {
        return record.partition();
    }

    long offset() {
        return record.offset();
    }

    /** Where it is, {@code topic/partition/offset}. */
    String place() {
        return new Origin(record.topic(), record.partition(), record.offset()).toString();
    }

    /** The last header of that name. */
    private Optional<String> text(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private Optional<Long> number(String name) {
        return text(name).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    Optional<String> failureClass() {
        return text(DeadLetterHeaders.CLASS);
    }

    Optional<String> code() {
        return text(DeadLetterHeaders.CODE);
    }

    Tally.Kind kind() {
        return new Tally.Kind(word(failureClass()), word(code()));
    }

    private static String word(Optional<String> said) {
        return said.map(text -> Excerpt.of(text, LONGEST_WORD)).orElse(NONE);
    }

    /** By the header, else the record's time stamp; null when there is neither. */
    Instant failedAt() {
        Instant written = record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp());
        return text(DeadLetterHeaders.FAILED_AT).map(Letter::instant).orElse(written);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException foreign) {
            return null;
        }
    }

    Optional<String> sourceTopic() {
        return text(DeadLetterHeaders.SOURCE_TOPIC).filter(topic -> !topic.isEmpty());
    }

    /** Where the record it stands for was read; empty when it does not say all of it. */
    Optional<Origin> origin() {
        Optional<Long> partition =
                number(DeadLetterHeaders.SOURCE_PARTITION).filter(number -> number <= Integer.MAX_VALUE);
        Optional<Long> offset = number(DeadLetterHeaders.SOURCE_OFFSET);
        return sourceTopic()
                .flatMap(topic ->
                        partition.flatMap(number -> offset.map(at -> new Origin(topic, number.intValue(), at))));
    }

    /** The time stamp of the record it stands for. */
    Optional<Long> sourceTimestamp() {
        return number(DeadLetterHeaders.SOURCE_TIMESTAMP);
    }

    /** How many bytes of value stayed behind in its source topic; empty for a letter that is whole. */
    Optional<Long> valueLeftBehind() {
        return number(DeadLetterHeaders.VALUE_LEFT_BEHIND);
    }

    int replays() {
        return DeadLetterHeaders.replays(text(DeadLetterHeaders.REPLAYS));
    }
}
