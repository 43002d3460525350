package io.batchtask.bridge.replay;

import static io.batchtask.bridge.replay.Letters.letter;
import static io.batchtask.bridge.replay.Letters.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnsTest {
    private final Returns returns =
            new Returns("ids", "me@here", Clock.fixed(Instant.parse("2026-11-30T10:00:00.1Z"), ZoneOffset.UTC));

    private ProducerRecord<byte[], byte[]> sent(Letter letter) {
        return returns.of(letter, letter.record()).record();
    }

    @Test
    void headersOfAllFamiliesStayBehindAndTheOthersKeepTheirOrder() {
        ProducerRecord<byte[], byte[]> sent = sent(letter(
                0,
                "k",
                "42",
                "b",
                "1",
                "x-dlq-class",
                "refused",
                "a",
                "2",
                "__connect.errors.topic",
                "t",
                "b",
                "3",
                "kafka_dlt-original-topic",
                "t",
                "x-dlq-replayed-by",
                "another"));
        assertThat(lines(sent.headers()))
                .containsExactly(
                        "b=1",
                        "a=2",
                        "b=3",
                        "x-dlq-replays=1",
                        "x-dlq-replayed-at=2026-11-30T10:00:00.100Z",
                        "x-dlq-replayed-by=me@here");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "2, 3", "once, 1", "-1, 1", "9999999999, 1"})
    void eachTimeIsCounted(String before, String after) {
        assertThat(lines(sent(letter(0, "k", "42", "x-dlq-replays", before)).headers()))
                .contains("x-dlq-replays=" + after);
    }

    @Test
    void nullsStayNullsAndNobodyChoosesThePartition() {
        ProducerRecord<byte[], byte[]> sent = sent(letter(0, null, null));
        assertThat(sent.key()).isNull();
        assertThat(sent.value()).isNull();
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isNull();
        assertThat(sent.topic()).isEqualTo("ids");
    }

    @Test
    void aLetterWithoutItsValueIsCountedAndTheRecordItStandsForIsSent() {
        Letter bare = letter(0, null, null, "x-dlq-replays", "1", "x-dlq-value-left-behind", "2");
        Letter original = letter(7, "k", "42", "mine", "stays", "x-dlq-replays", "1");
        ProducerRecord<byte[], byte[]> sent =
                returns.of(bare, original.record()).record();
        assertThat(sent.value()).isEqualTo(original.record().value());
        assertThat(lines(sent.headers()))
                .contains("mine=stays", "x-dlq-replays=2")
                .hasSize(4);
    }
}
