package io.batchtask.bridge.settings;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a value must fulfil beyond its type. Each problem is one sentence: key, value, what is allowed, where from. */
final class Checks {
    private static final String CLIENT = "batchtask.kafka.client.";
    private static final int LONGEST_KEY = 100;

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

    private static final String OUTAGE =
            "an outage is what several probes in a row find, after many different tasks have failed and none was answered";

    /** Keys of former versions, and what has come in their place. */
    private static final Map<String, String> GONE = Map.of(
            "batchtask.breaker.failure-rate", OUTAGE,
            "batchtask.breaker.minimum-calls", OUTAGE,
            "batchtask.breaker.window", OUTAGE);

    private Checks() {}

    /** Every key that may be set, {@code -file} forms included; what an open one stands for is not listed. */
    static List<String> knownNames() {
        return Key.all().stream()
                .filter(key -> !key.isOpen())
                .flatMap(key ->
                        key.isSecret() ? Stream.of(key.name(), key.name() + Secrets.FILE) : Stream.of(key.name()))
                .toList();
    }

    /** Keys that could be set in former versions. */
    static Set<String> goneNames() {
        return GONE.keySet();
    }

    static void unknownKeys(Map<String, Sources.Value> values, List<String> problems) {
        List<String> known = knownNames();
        values.forEach((key, value) -> {
            if (key.startsWith(CLIENT) && key.length() > CLIENT.length()) {
                String name = key.substring(CLIENT.length());
                String reason = OURS.get(name);
                if (reason != null && !AS_OURS.getOrDefault(name, Set.of()).contains(value.text())) {
                    problems.add(key + " (" + value.from() + ") cannot be set: " + reason);
                }
            } else if (GONE.containsKey(key)) {
                problems.add(key + " (" + value.from() + ") is gone, remove it: " + GONE.get(key));
            } else if (!known.contains(key)) {
                problems.add(
                        Shown.line(key) + " (" + value.from() + ") is unknown; did you mean " + nearest(key) + "?");
            }
        });
    }

    /** Whether a value of that key may have several lines. */
    static boolean mayHaveLines(String key) {
        return key.startsWith(CLIENT)
                || Key.all().stream()
                        .anyMatch(known -> known.hasLines() && known.name().equals(key));
    }

    /** The first thing to look at: nobody sees these. What Kafka's clients are given is for them to judge. */
    static void characters(Map<String, Sources.Value> values, Set<String> unusable, List<String> problems) {
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

    /** Also for a key that lacks the prefix. */
    static String nearest(String key) {
        String wanted = Key.environmentName(key.substring(0, Math.min(key.length(), LONGEST_KEY)));
        return Stream.concat(knownNames().stream(), Stream.of(CLIENT + "*"))
                .min(Comparator.comparingInt(name -> distance(wanted, name)))
                .orElseThrow();
    }

    private static int distance(String wanted, String name) {
        String known = Key.environmentName(name);
        return Math.min(edits(wanted, known), edits(wanted, known.substring("batchtask.".length())));
    }

    /** Levenshtein's edit distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    /** @param unusable gets the keys whose values cannot be used */
    static void ranges(Map<String, Sources.Value> values, Set<String> unusable, List<String> problems) {
        for (Key key : Key.all()) {
            Sources.Value value = values.get(key.name());
            if (value != null && !unusable.contains(key.name()) && !inRange(key, value.text())) {
                problems.add(wrong(key, value));
                unusable.add(key.name());
            }
        }
    }

    private static boolean inRange(Key key, String text) {
        Range range = key.method().getAnnotation(Range.class);
        AtLeast atLeast = key.method().getAnnotation(AtLeast.class);
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
            return atLeast == null || Durations.parse(text).compareTo(Durations.parse(atLeast.value())) >= 0;
        } catch (IllegalArgumentException wrongType) {
            return false;
        }
    }

    private static String wrong(Key key, Sources.Value value) {
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
    static String explain(Key key, Map<String, Sources.Value> values) {
        Sources.Value value = values.get(key.name());
        return value == null
                ? key.name() + " is required: " + key.meaning() + " (environment " + key.environmentName() + ")"
                : wrong(key, value);
    }
}
