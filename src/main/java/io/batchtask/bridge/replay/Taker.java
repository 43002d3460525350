package io.batchtask.bridge.replay;

import io.batchtask.bridge.failure.Excerpt;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decides on each letter of one reading, in the order read. */
final class Taker {
    private static final int MOST_TOPICS = 20;
    private static final int LONGEST_TOPIC = 249; // that Kafka allows

    private final ReplayOptions options;
    private final String target;
    private final ReplayedOffsets replayed;
    private final Originals originals;
    private final SortedSet<String> otherTopics = new TreeSet<>();
    private long taken;

    /** Where the record is that a letter stands for. */
    interface Originals {
        /** Empty when it is gone. */
        Optional<ConsumerRecord<byte[], byte[]>> of(Letter letter) throws ReplayRefused, InterruptedException, Stopped;
    }

    /**
     * @param replayed what has been sent back
     * @param leftBehind of letters that are not whole
     */
    Taker(Run run, ReplayedOffsets replayed, Originals leftBehind) {
        this.options = run.options();
        this.target = run.target();
        this.replayed = replayed;
        this.originals =
                letter -> letter.valueLeftBehind().isPresent() ? leftBehind.of(letter) : Optional.of(letter.record());
    }

    Taken take(Letter letter) throws ReplayRefused, InterruptedException, Stopped {
        boolean whole = letter.valueLeftBehind().isEmpty();
        if (!options.filter().passes(letter) || whole && isOther(letter)) {
            return new Taken(Fate.NOT_MEANT);
        }
        if (letter.sourceTopic().isEmpty()) {
            return new Taken(Fate.FOREIGN);
        }
        if (!options.again() && replayed.contains(letter.partition(), letter.offset())) {
            return new Taken(Fate.ALREADY_SENT);
        }
        if (options.to().isEmpty() && !letter.sourceTopic().get().equals(target)) {
            if (otherTopics.size() < MOST_TOPICS) {
                otherTopics.add(Excerpt.of(letter.sourceTopic().get(), LONGEST_TOPIC));
            }
            return new Taken(Fate.OTHER_TOPIC);
        }
        if (!whole && isOther(letter)) { // fetched only when it could be sent: its topic may not be ours to read
            return new Taken(Fate.NOT_MEANT);
        }
        if (letter.replays() >= options.maxReplays()) {
            return new Taken(Fate.EXHAUSTED);
        }
        if (taken >= options.max()) {
            return new Taken(Fate.BEYOND_MAX);
        }
        ConsumerRecord<byte[], byte[]> original = originals.of(letter).orElse(null);
        if (original == null) {
            return new Taken(Fate.VALUE_GONE);
        }
        taken++;
        return new Taken(Fate.SENT, original);
    }

    /** By what is not in the headers. */
    private boolean isOther(Letter letter) throws ReplayRefused, InterruptedException, Stopped {
        return options.filter().asksForContent()
                && originals
                        .of(letter)
                        .filter(original -> !options.filter().passesContent(original))
                        .isPresent();
    }

    /** How many are to be sent, so far. */
    long taken() {
        return taken;
    }

    /** That letters of {@link Fate#OTHER_TOPIC} came from; the first few. */
    SortedSet<String> otherTopics() {
        return otherTopics;
    }
}
