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
        while (true) {
            String waiting = unfinished();
            Backlog now = waiting.isEmpty() ? deadLettersNow() : deadLetters;
            if (waiting.isEmpty() && now.hidden() == 0) {
                return failed(now);
            }
            String what = waiting.isEmpty()
                    ? "open transactions of other programs hide " + now.hidden() + " offsets of topic "
                            + run.settings().deadLetterTopic()
                    : waiting;
            long lasted = System.nanoTime() - began;
            if (lasted > LONGEST.toNanos()) {
                return List.of("the canary has not been finished within " + LONGEST.toMinutes() + " minutes: " + what);
            }
            if (lasted >= noteAt) {
                run.listener().note("waiting: " + what + (waiting.isEmpty() ? "" : "; is the bridge running?"));
                noteAt = lasted + NOTE_EVERY.toNanos();
            }
            run.stop().pause(LOOK_AGAIN);
        }
    }

    private Backlog deadLettersNow() throws ReplayRefused, InterruptedException, Stopped {
        return run.backlog(
                run.settings().deadLetterTopic(), deadLetters.ranges().keySet());
    }

    /** How far the bridge is with them; nothing when it has finished them. */
    private String unfinished() throws ReplayRefused, InterruptedException, Stopped {
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
        return String.join("; ", waiting);
    }

    /** Those that are dead letters again, by class and code. */
    private List<String> failed(Backlog now) throws ReplayRefused, InterruptedException, Stopped {
        Map<Tally.Kind, Long> failed = new TreeMap<>();
        if (!run.read(
                run.settings().deadLetterTopic(),
                now.since(deadLetters),
                record -> isBack(record, failed),
                RangeReader.Progress.IGNORED)) {
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
