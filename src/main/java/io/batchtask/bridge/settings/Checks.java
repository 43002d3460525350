package io.batchtask.bridge.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a value must fulfil beyond its type. Each problem is one sentence: key, value, what is allowed, where from. */
final class Checks {
    /** The guarantees rest on these; the bridge sets them itself. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("bootstrap.servers", "use batchtask.kafka.bootstrap-servers"),
            Map.entry("group.id", "use batchtask.kafka.group-id"),
            Map.entry("enable.auto.commit", "the bridge commits itself"),
            Map.entry(
                    "auto.offset.reset", "always earliest, so that nothing is skipped; a group's offsets can be moved"),
            Map.entry("acks", "always all"),
            Map.entry("enable.idempotence", "always on"),
            Map.entry("max.in.flight.requests.per.connection", "the bridge sets it"),
            Map.entry("partitioner.class", "the key decides the partition, else there is no order"),
            Map.entry("partitioner.ignore.keys", "the key decides the partition, else there is no order"),
            Map.entry("transactional.id", "the bridge uses no transactions"),
            Map.entry("key.serializer", "the bridge sets it"),
            Map.entry("value.serializer", "the bridge sets it"),
            Map.entry("key.deserializer", "the bridge sets it"),
            Map.entry("value.deserializer", "the bridge sets it"));

    /** Said by many a template, and no more than the bridge says itself. */
    private static final Map<String, Set<String>> AS_OURS = Map.of(
            "enable.auto.commit", Set.of("false"),
            "auto.offset.reset", Set.of("earliest"),
            "acks", Set.of("all", "-1"),
            "enable.idempotence", Set.of("true"),
            "partitioner.ignore.keys", Set.of("false"));

    private Checks() {}

    static void unknownKeys(Map<String, SourceValue> values, List<String> problems) {
        List<String> known = KnownKeys.names();
        values.forEach((key, value) -> {
            if (key.startsWith(KnownKeys.CLIENT) && key.length() > KnownKeys.CLIENT.length()) {
                String name = key.substring(KnownKeys.CLIENT.length());
                String reason = OURS.get(name);
                if (reason != null && !AS_OURS.getOrDefault(name, Set.of()).contains(value.text())) {
                    problems.add(key + " (" + value.from() + ") cannot be set: " + reason);
                }
            } else if (KnownKeys.FORMER.containsKey(key)) {
                problems.add(key + " (" + value.from() + ") is gone, remove it: " + KnownKeys.FORMER.get(key));
            } else if (!known.contains(key)) {
                problems.add(Shown.line(key) + " (" + value.from() + ") is unknown; did you mean "
                        + KnownKeys.nearest(key) + "?");
            }
        });
    }

    /** Whether a value of that key may have several lines. */
    static boolean mayHaveLines(String key) {
        return key.startsWith(KnownKeys.CLIENT)
                || Key.all().stream()
                        .anyMatch(known -> known.hasLines() && known.name().equals(key));
    }

    /**
     * The first thing to look at: these characters cannot be seen. What Kafka's clients are given is for them to judge.
     */
    static void characters(Map<String, SourceValue> values, Set<String> unusable, List<String> problems) {
        values.forEach((key, value) -> {
            if (!unusable.contains(key)) {
                Characters.undecoded(value)
                        .or(() -> Characters.objection(value.text(), mayHaveLines(key)))
                        .ifPresent(objection -> {
                            problems.add(Shown.line(key) + " (" + value.from() + ") " + objection);
                            unusable.add(key);
                        });
            }
        });
    }

    /** @param unusable gets the keys whose values cannot be used */
    static void ranges(Map<String, SourceValue> values, Set<String> unusable, List<String> problems) {
        for (Key key : Key.all()) {
            SourceValue value = values.get(key.name());
            if (value != null && !unusable.contains(key.name()) && !inRange(key, value.text())) {
                problems.add(wrong(key, value));
                unusable.add(key.name());
            }
        }
    }

    private static boolean inRange(Key key, String text) {
        Range range = key.method().getAnnotation(Range.class);
        AtLeast atLeast = key.method().getAnnotation(AtLeast.class);
        AtMost atMost = key.method().getAnnotation(AtMost.class);
        Matches form = key.method().getAnnotation(Matches.class);
        if (form != null) {
            return text.matches(form.pattern());
        }
        try {
            if (range != null) {
                BigDecimal number = new BigDecimal(text);
                return number.compareTo(BigDecimal.valueOf(range.min())) >= 0
                        && number.compareTo(BigDecimal.valueOf(range.max())) <= 0;
            }
            return (atLeast == null || Durations.parse(text).compareTo(Durations.parse(atLeast.value())) >= 0)
                    && (atMost == null || Durations.parse(text).compareTo(Durations.parse(atMost.value())) <= 0);
        } catch (IllegalArgumentException wrongType) {
            return false;
        }
    }

    private static String wrong(Key key, SourceValue value) {
        String shown = key.isSecret() ? "***" : key.isAddress() ? Shown.address(value.text()) : Shown.of(value.text());
        return key.name() + " = " + shown + " (" + value.from() + ") is not allowed: " + key.allowed();
    }

    /** The key in SmallRye's words for a value it could not convert or did not find. */
    static Optional<Key> keyIn(String message) {
        return Key.all().stream()
                .filter(key -> message.matches("(?s).*\\b" + key.name().replace(".", "\\.") + "(?![\\w.-]).*"))
                .findFirst();
    }

    /** Our words for it. */
    static String explain(Key key, Map<String, SourceValue> values) {
        SourceValue value = values.get(key.name());
        return value == null
                ? key.name() + " is required: " + key.meaning() + " (environment " + key.environmentName() + ")"
                : wrong(key, value);
    }
}
