package io.batchtask.bridge.settings;

/**
 * A value and its source.
 *
 * @param from {@code file …, line …}, {@code environment …} or {@code -D}
 */
record SourceValue(String text, String from) {
    static final String FILE = "file ";

    boolean isOfAFile() {
        return from.startsWith(FILE);
    }

    /** Without the text: it may be a Kafka client's password. */
    @Override
    public String toString() {
        return from;
    }
}
