package io.batchtask.bridge.event;

import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.DeadLetterFamily;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers of a dead letter: the original's, unchanged, and ours, which say what happened, where and why. */
public final class DeadLetterHeaders {
    /** Longest message in bytes. */
    static final int LONGEST_MESSAGE = 1024;

    private static final String PREFIX = "x-dlq-";
    private static final String REPLAYS = "x-dlq-replays";

    private final Set<DeadLetterFamily> families;
    private final String groupId;
    private final String version;
    private final Redactor redactor;

    public DeadLetterHeaders(Set<DeadLetterFamily> families, String groupId, String version, Redactor redactor) {
        this.families = Set.copyOf(families);
        this.groupId = groupId;
        this.version = version;
        this.redactor = redactor;
    }

    /** All headers of the dead letter; those of an earlier dead letter of the same record are replaced. */
    public List<Header> headers(DeadLetter letter) {
        List<Header> ours = ours(letter);
        Set<String> written = ours.stream().map(Header::name).collect(Collectors.toSet());
        List<Header> headers = new ArrayList<>();
        letter.source().headers().stream()
                .filter(header -> !header.name().startsWith(PREFIX) && !written.contains(header.name()))
                .forEach(headers::add);
        headers.addAll(ours);
        return headers;
    }

    /** For a dead letter too large for its topic: our headers alone, and how many bytes of value are left behind. */
    public List<Header> bareHeaders(DeadLetter letter) {
        List<Header> headers = ours(letter);
        add(
                headers,
                "x-dlq-value-left-behind",
                letter.source().value() == null ? 0 : letter.source().value().length);
        return headers;
    }

    private List<Header> ours(DeadLetter letter) {
        List<Header> ours = new ArrayList<>();
        String message = cut(redactor.redact(letter.failure().message()));
        own(ours, letter, message);
        if (families.contains(DeadLetterFamily.CONNECT)) {
            connect(ours, letter, message);
        }
        if (families.contains(DeadLetterFamily.SPRING)) {
            spring(ours, letter, message);
        }
        return ours;
    }

    private void own(List<Header> headers, DeadLetter letter, String message) {
        add(headers, "x-dlq-class", letter.failure().className());
        add(headers, "x-dlq-code", cut(redactor.redact(letter.failure().code())));
        add(headers, "x-dlq-message", message);
        add(headers, "x-dlq-step", letter.step().word());
        add(headers, "x-dlq-attempts", letter.attempts());
        add(headers, "x-dlq-first-failure-at", EventTime.millis(letter.firstFailureAt()));
        add(headers, "x-dlq-failed-at", EventTime.millis(letter.failedAt()));
        add(headers, "x-dlq-source-topic", letter.source().origin().topic());
        add(headers, "x-dlq-source-partition", letter.source().origin().partition());
        add(headers, "x-dlq-source-offset", letter.source().origin().offset());
        add(headers, "x-dlq-source-timestamp", letter.source().timestamp());
        add(headers, "x-dlq-group", groupId);
        add(headers, "x-dlq-version", version);
        add(headers, REPLAYS, replays(letter.source()));
    }

    /** Counted by the tool that replays; foreign text under this name would only trip it. */
    private static String replays(ConsumedRecord source) {
        return source.header(REPLAYS)
                .map(Header::text)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .orElse("0");
    }

    private void connect(List<Header> headers, DeadLetter letter, String message) {
        String prefix = "__connect.errors.";
        add(headers, prefix + "topic", letter.source().origin().topic());
        add(headers, prefix + "partition", letter.source().origin().partition());
        add(headers, prefix + "offset", letter.source().origin().offset());
        add(headers, prefix + "connector.name", groupId);
        add(headers, prefix + "task.id", 0);
        add(headers, prefix + "stage", letter.step().word());
        add(headers, prefix + "class.name", "io.batchtask.bridge");
        add(headers, prefix + "exception.class.name", letter.failure().className());
        add(headers, prefix + "exception.message", message);
    }

    /** spring-kafka writes numbers as big-endian binary. */
    private void spring(List<Header> headers, DeadLetter letter, String message) {
        String prefix = "kafka_dlt-";
        add(headers, prefix + "original-topic", letter.source().origin().topic());
        headers.add(new Header(
                prefix + "original-partition",
                ByteBuffer.allocate(4)
                        .putInt(letter.source().origin().partition())
                        .array()));
        headers.add(new Header(
                prefix + "original-offset",
                ByteBuffer.allocate(8)
                        .putLong(letter.source().origin().offset())
                        .array()));
        headers.add(new Header(
                prefix + "original-timestamp",
                ByteBuffer.allocate(8).putLong(letter.source().timestamp()).array()));
        add(headers, prefix + "original-consumer-group", groupId);
        add(headers, prefix + "exception-fqcn", letter.failure().className());
        add(headers, prefix + "exception-message", message);
    }

    private static void add(List<Header> headers, String name, Object value) {
        headers.add(Header.text(name, value.toString()));
    }

    /** At most {@value #LONGEST_MESSAGE} bytes of UTF-8, cut between two characters. */
    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_MESSAGE) {
            return text;
        }
        int end = LONGEST_MESSAGE;
        while ((bytes[end] & 0xC0) == 0x80) { // a continuation byte: the character began earlier
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
