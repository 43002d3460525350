package io.batchtask.bridge.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys there are, those there were, and which of them a misspelt one may mean. */
final class KnownKeys {
    /** Begins every key that is handed on to Kafka's clients. */
    static final String CLIENT = "batchtask.kafka.client.";

    private static final int LONGEST_KEY = 100;

    private static final String OUTAGE =
            "an outage is what several probes in a row find, after many different tasks have failed and none was answered";

    /** Keys of former versions, and what has come in their place. */
    static final Map<String, String> FORMER = Map.of(
            "batchtask.breaker.failure-rate", OUTAGE,
            "batchtask.breaker.minimum-calls", OUTAGE,
            "batchtask.breaker.window", OUTAGE);

    private KnownKeys() {}

    /** Every key that may be set, {@code -file} forms included; what an open one stands for is not listed. */
    static List<String> names() {
        return Key.all().stream()
                .filter(key -> !key.isOpen())
                .flatMap(key ->
                        key.isSecret() ? Stream.of(key.name(), key.name() + Secrets.FILE) : Stream.of(key.name()))
                .toList();
    }

    /** Those and the keys of former versions. */
    static Stream<String> withFormerOnes() {
        return Stream.concat(names().stream(), FORMER.keySet().stream());
    }

    /** Whether that key may be set; one of Kafka's clients may. */
    static boolean contains(String key) {
        return (key.startsWith(CLIENT) && !key.equals(CLIENT)) || names().contains(key);
    }

    /** Also for a key that lacks the prefix. */
    static String nearest(String key) {
        String wanted = Key.environmentName(key.substring(0, Math.min(key.length(), LONGEST_KEY)));
        return Stream.concat(names().stream(), Stream.of(CLIENT + "*"))
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
}
