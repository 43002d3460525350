package io.batchtask.bridge.settings;

import java.util.Optional;

/**
 * A value and its source.
 *
 * @param from {@code file …, line …}, {@code environment …} or {@code -D}
 * @param hides the source of the value of the same key that it is stronger than
 */
record SourceValue(String text, String from, Optional<String> hides) {
    static final String FILE = "file ";

    SourceValue(String text, String from) {
        this(text, from, Optional.empty());
    }

    /** The stronger of two for one key. */
    static SourceValue over(SourceValue weaker, SourceValue stronger) {
        return new SourceValue(
                stronger.text(),
                stronger.from(),
                Optional.of(weaker.from() + weaker.hides.map(", "::concat).orElse("")));
    }

    /** The same source with another text. */
    SourceValue with(String other) {
        return new SourceValue(other, from, hides);
    }

    boolean isOfAFile() {
        return from.startsWith(FILE);
    }

    /** Without the text: it may be a Kafka client's password. */
    @Override
    public String toString() {
        return from;
    }
}
