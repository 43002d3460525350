package io.batchtask.bridge.replay;

import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which dead letters are meant; an empty part asks for nothing. A letter must pass all parts, and one value of each.
 *
 * @param classes of {@code x-dlq-class}
 * @param codes of {@code x-dlq-code}
 * @param tasks ids of tasks, as read from the letter's value the way the bridge reads a request
 * @param keys record keys as UTF-8 text
 * @param since failed then or later ({@code x-dlq-failed-at}; the record's time stamp when it has none)
 * @param until failed before then
 */
public record LetterFilter(
        Set<String> classes,
        Set<String> codes,
        Set<Integer> tasks,
        Set<String> keys,
        Optional<Instant> since,
        Optional<Instant> until) {
    /** Every dead letter. */
    public static final LetterFilter ALL =
            new LetterFilter(Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

    private static final RequestReader REQUESTS = new RequestReader();

    /** Whether it passes as far as its own headers go. */
    boolean passes(Letter letter) {
        Instant failedAt = letter.failedAt();
        return isOneOf(classes, letter.failureClass())
                && isOneOf(codes, letter.code())
                && since.map(from -> failedAt != null && !failedAt.isBefore(from))
                        .orElse(true)
                && until.map(to -> failedAt != null && failedAt.isBefore(to)).orElse(true);
    }

    private static boolean isOneOf(Set<String> wanted, Optional<String> value) {
        return wanted.isEmpty() || value.filter(wanted::contains).isPresent();
    }

    /** Whether key or value decide, too. */
    boolean asksForContent() {
        return !tasks.isEmpty() || !keys.isEmpty();
    }

    /** Whether key and value of the record pass that the letter stands for. */
    boolean passesContent(ConsumerRecord<byte[], byte[]> original) {
        Optional<String> key =
                Optional.ofNullable(original.key()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        return isOneOf(keys, key) && (tasks.isEmpty() || tasks.contains(task(original)));
    }

    /** 0 when it cannot be read. */
    private static int task(ConsumerRecord<byte[], byte[]> record) {
        List<ConsumedRecord.Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new ConsumedRecord.Header(header.key(), header.value())));
        Origin place = new Origin(record.topic(), record.partition(), record.offset());
        ConsumedRecord read = new ConsumedRecord(place, record.timestamp(), record.key(), record.value(), headers);
        return REQUESTS.read(read) instanceof ReadResult.Readable readable
                ? readable.request().taskId()
                : 0;
    }
}
