package io.batchtask.bridge.replay;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters, and what is around them, for the tests of this room. */
final class Letters {
    static final ReplaySettings SETTINGS =
            new ReplaySettings("ids", "dlq", "dlq.replayed", "bridge", OptionalInt.empty());

    private Letters() {}

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param headers names and values by turns */
    static Letter letter(long offset, String key, String value, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], bytes(headers[i + 1]));
        }
        return new Letter(new ConsumerRecord<>(
                "dlq",
                0,
                offset,
                1_000,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes(key),
                bytes(value),
                all,
                Optional.empty()));
    }

    /** Of the ids topic. */
    static Letter ours(long offset) {
        return letter(offset, "k" + offset, "" + (offset + 1), "x-dlq-source-topic", "ids");
    }

    static Outgoing outgoing(long offset) {
        return new Outgoing(ours(offset), new ProducerRecord<>("ids", bytes("k"), bytes("" + offset)));
    }

    static ReplayOptions options(LetterFilter filter, long max, boolean again, Optional<String> to) {
        return new ReplayOptions(filter, max, 0, 0, 3, again, false, to, "me@here");
    }

    static Run run(ReplayOptions options) {
        return new Run(null, null, SETTINGS, options, new Notes(), new StopSignal(), null, Clock.systemUTC());
    }

    /** {@code name=value} of each, in order. */
    static List<String> lines(Iterable<Header> headers) {
        List<String> lines = new ArrayList<>();
        headers.forEach(header -> lines.add(header.key() + "="
                + (header.value() == null ? "null" : new String(header.value(), StandardCharsets.UTF_8))));
        return lines;
    }

    /** Keeps what it is told, and says yes. */
    static final class Notes implements ReplayListener {
        final List<String> lines = new ArrayList<>();

        @Override
        public void note(String line) {
            lines.add(line);
        }

        @Override
        public void counting(long read, long of) {}

        @Override
        public boolean mayBegin(Tally found) {
            return true;
        }

        @Override
        public void sending(long sent, long of) {}
    }
}
