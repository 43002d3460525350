package io.batchtask.bridge.management;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client can read.
 *
 * @param types its header {@code Accept}
 * @param codings its header {@code Accept-Encoding}
 */
record Accepted(Optional<String> types, Optional<String> codings) {
    private static final String REFUSED = ".*;\\s*q=0(\\.0*)?\\s*";

    boolean type(String name) {
        return names(types, name);
    }

    boolean coding(String name) {
        return names(codings, name);
    }

    /** Whether it is named; that anything would do does not count. */
    private static boolean names(Optional<String> header, String name) {
        return header.stream()
                .flatMap(text -> Stream.of(text.toLowerCase(Locale.ROOT).split(",")))
                .filter(one -> !one.matches(REFUSED))
                .anyMatch(one -> one.split(";")[0].strip().equals(name));
    }
}
