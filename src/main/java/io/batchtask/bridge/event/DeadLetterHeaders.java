package io.batchtask.bridge.event;

import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.DeadLetterFamily;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers of a dead letter: the original's, unchanged, and ours, which say what happened, where and why. */
public final class DeadLetterHeaders {
    /** Longest message in bytes. */
    static final int LONGEST_MESSAGE = 1024;

    public static final String CLASS = "x-dlq-class";
    public static final String CODE = "x-dlq-code";
    public static final String FAILED_AT = "x-dlq-failed-at";
    public static final String SOURCE_TOPIC = "x-dlq-source-topic";
    public static final String SOURCE_PARTITION = "x-dlq-source-partition";
    public static final String SOURCE_OFFSET = "x-dlq-source-offset";
    public static final String SOURCE_TIMESTAMP = "x-dlq-source-timestamp";

    /** How many bytes of value stay behind in the source topic; only on a letter that is too large for its own. */
    public static final String VALUE_LEFT_BEHIND = "x-dlq-value-left-behind";

    /** How often it has been sent back. */
    public static final String REPLAYS = "x-dlq-replays";

    /** On a request that was sent back: when. */
    public static final String REPLAYED_AT = "x-dlq-replayed-at";

    /** On a request that was sent back: who asked for it, {@code user@host}. */
    public static final String REPLAYED_BY = "x-dlq-replayed-by";

    private static final String PREFIX = "x-dlq-";
    private static final String CONNECT_PREFIX = "__connect.errors.";
    private static final String SPRING_PREFIX = "kafka_dlt-";
    private static final List<String> PREFIXES = List.of(PREFIX, CONNECT_PREFIX, SPRING_PREFIX);

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
                VALUE_LEFT_BEHIND,
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
        add(headers, CLASS, letter.failure().className());
        add(headers, CODE, cut(redactor.redact(letter.failure().code())));
        add(headers, "x-dlq-message", message);
        add(headers, "x-dlq-step", letter.step().word());
        add(headers, "x-dlq-attempts", letter.attempts());
        add(headers, "x-dlq-first-failure-at", EventTime.millis(letter.firstFailureAt()));
        add(headers, FAILED_AT, EventTime.millis(letter.failedAt()));
        add(headers, SOURCE_TOPIC, letter.source().origin().topic());
        add(headers, SOURCE_PARTITION, letter.source().origin().partition());
        add(headers, SOURCE_OFFSET, letter.source().origin().offset());
        add(headers, SOURCE_TIMESTAMP, letter.source().timestamp());
        add(headers, "x-dlq-group", groupId);
        add(headers, "x-dlq-version", version);
        add(headers, REPLAYS, replays(letter.source()));
    }

    /** Counted by the tool that replays; foreign text under this name would only trip it. */
    private static String replays(ConsumedRecord source) {
        return String.valueOf(replays(source.header(REPLAYS).map(Header::text)));
    }

    /** @param header {@link #REPLAYS}, which anybody may have written */
    public static int replays(Optional<String> header) {
        return header.filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    /** Whether a header of that name is part of a dead letter, of any family, and none of the original record's. */
    public static boolean isOfALetter(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    private void connect(List<Header> headers, DeadLetter letter, String message) {
        add(headers, CONNECT_PREFIX + "topic", letter.source().origin().topic());
        add(headers, CONNECT_PREFIX + "partition", letter.source().origin().partition());
        add(headers, CONNECT_PREFIX + "offset", letter.source().origin().offset());
        add(headers, CONNECT_PREFIX + "connector.name", groupId);
        add(headers, CONNECT_PREFIX + "task.id", 0);
        add(headers, CONNECT_PREFIX + "stage", letter.step().word());
        add(headers, CONNECT_PREFIX + "class.name", "io.batchtask.bridge");
        add(headers, CONNECT_PREFIX + "exception.class.name", letter.failure().className());
        add(headers, CONNECT_PREFIX + "exception.message", message);
    }

    /** spring-kafka writes numbers as big-endian binary. */
    private void spring(List<Header> headers, DeadLetter letter, String message) {
        add(headers, SPRING_PREFIX + "original-topic", letter.source().origin().topic());
        headers.add(new Header(
                SPRING_PREFIX + "original-partition",
                ByteBuffer.allocate(4)
                        .putInt(letter.source().origin().partition())
                        .array()));
        headers.add(new Header(
                SPRING_PREFIX + "original-offset",
                ByteBuffer.allocate(8)
                        .putLong(letter.source().origin().offset())
                        .array()));
        headers.add(new Header(
                SPRING_PREFIX + "original-timestamp",
                ByteBuffer.allocate(8).putLong(letter.source().timestamp()).array()));
        add(headers, SPRING_PREFIX + "original-consumer-group", groupId);
        add(headers, SPRING_PREFIX + "exception-fqcn", letter.failure().className());
        add(headers, SPRING_PREFIX + "exception-message", message);
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
