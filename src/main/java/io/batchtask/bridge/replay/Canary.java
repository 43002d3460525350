package io.batchtask.bridge.replay;

import io.batchtask.bridge.task.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The first few letters that are sent: the others follow when the bridge has finished those, and none is back. */
final class Canary {
    /** A bridge that has not finished them by then will not have the others. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration NOTE_EVERY = Duration.ofSeconds(10);

    private final Run run;
    private final Backlog deadLetters;
    private final Set<Origin> sent = new HashSet<>();
    private final Map<TopicPartition, Long> beyond = new HashMap<>();

    /** @param deadLetters as they were at the start */
    Canary(Run run, Backlog deadLetters) {
        this.run = run;
        this.deadLetters = deadLetters;
    }

    /** One of them has been sent. */
    void add(RecordMetadata where) {
        sent.add(new Origin(where.topic(), where.partition(), where.offset()));
        beyond.merge(new TopicPartition(where.topic(), where.partition()), where.offset() + 1, Math::max);
    }

    /** Waits for them; why the others are not to follow, or nothing. */
    List<String> objections() throws ReplayRefused, InterruptedException, Stopped {
        long began = System.nanoTime();
        long noteAt = NOTE_EVERY.toNanos();
        for (List<String> waiting = waiting(); !waiting.isEmpty(); waiting = waiting()) {
            long lasted = System.nanoTime() - began;
            if (lasted > LONGEST.toNanos()) {
                return List.of("the canary has not been finished within " + LONGEST.toMinutes() + " minutes: "
                        + String.join("; ", waiting));
            }
            if (lasted >= noteAt) {
                run.listener().note("waiting: " + String.join("; ", waiting) + "; is the bridge running?");
                noteAt = lasted + NOTE_EVERY.toNanos();
            }
            run.stop().pause(LOOK_AGAIN);
        }
        return failed();
    }

    private List<String> waiting() throws ReplayRefused, InterruptedException, Stopped {
        String group = run.settings().groupId();
        Map<TopicPartition, OffsetAndMetadata> committed = run.attempts()
                .of(
                        "see how far group " + group + " is",
                        Right.group("Describe", group),
                        () -> Attempts.answer(
                                run.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        List<String> waiting = new ArrayList<>();
        beyond.forEach((partition, offset) -> {
            OffsetAndMetadata there = committed.get(partition);
            if (there == null || there.offset() < offset) {
                waiting.add("partition " + partition + ", committed " + (there == null ? "none" : there.offset())
                        + " of " + offset);
            }
        });
        return waiting;
    }

    /** Those that are dead letters again, by class and code. */
    private List<String> failed() throws ReplayRefused, InterruptedException, Stopped {
        String topic = run.settings().deadLetterTopic();
        Map<TopicPartition, OffsetRange> since =
                run.backlog(topic, deadLetters.ranges().keySet()).since(deadLetters);
        Map<Tally.Kind, Long> failed = new TreeMap<>();
        if (!run.read(topic, since, record -> isBack(record, failed), RangeReader.Progress.IGNORED)) {
            throw new Stopped();
        }
        return failed.entrySet().stream()
                .map(kind -> kind.getValue() + " of " + sent.size() + " failed again: "
                        + kind.getKey().failureClass() + "/" + kind.getKey().code())
                .toList();
    }

    private boolean isBack(ConsumerRecord<byte[], byte[]> record, Map<Tally.Kind, Long> failed) {
        Letter letter = new Letter(record);
        letter.origin().filter(sent::contains).ifPresent(origin -> failed.merge(letter.kind(), 1L, Long::sum));
        return true;
    }
}
