package io.batchtask.bridge.event;

import io.batchtask.bridge.task.BatchTask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Tasks of any shape NetServer can give them; each field is nothing now and then. */
final class RandomTasks {
    private static final List<String> TEXTS = List.of("", "New", "done", "æ – \"<&>\" 😀", "\u0000\n", "x".repeat(254));
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final Random random;

    private RandomTasks(Random random) {
        this.random = random;
    }

    static BatchTask next(Random random) {
        return new RandomTasks(random).task();
    }

    private BatchTask task() {
        return new BatchTask(
                1 + random.nextInt(Integer.MAX_VALUE),
                text(),
                maybe(random::nextInt),
                maybe(random::nextInt),
                maybe(random::nextInt),
                maybe(random::nextBoolean),
                maybe(random::nextBoolean),
                maybe(this::parameters),
                maybe(this::time),
                maybe(this::time),
                maybe(random::nextInt),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                maybe(random::nextInt),
                random.nextBoolean() ? Optional.of(new BatchTask.Extension(text(), text())) : Optional.empty());
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextInt(5) == 0 ? null : value.get();
    }

    private String text() {
        return maybe(() -> TEXTS.get(random.nextInt(TEXTS.size())));
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.put(TEXTS.get(random.nextInt(TEXTS.size())), text());
        }
        return parameters;
    }

    /** Of the years from 1 on, with as many digits of a second's fraction as it happens. */
    private Instant time() {
        long earliest = Instant.parse("0001-01-02T00:00:00Z").getEpochSecond();
        return Instant.ofEpochSecond(
                earliest + Math.floorMod(random.nextLong(), LATEST - earliest),
                List.of(0, 500_000_000, 123_456_000, 123_456_789).get(random.nextInt(4)));
    }
}
