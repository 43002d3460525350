package io.batchtask.bridge.settings;

import java.util.Optional;

/**
 * Which characters a value may hold. What XML 1.0 cannot carry could never be sent to NetServer; other control
 * characters are left over from an editor or a copy, and cannot be seen.
 */
final class Characters {
    /** What stands for bytes that could not be read. */
    private static final char LOST = '\uFFFD';

    private static final String UNDECODED = ": it has bytes that are no text in this process's locale;"
            + " start with LANG=C.UTF-8 (and no other LC_ALL), or use the settings file or, for a secret, -file";

    private Characters() {}

    /**
     * What is wrong with that text, without showing any of it; empty when nothing is.
     *
     * @param lines whether it may have several lines
     */
    static Optional<String> objection(String text, boolean lines) {
        for (int place = 0; place < text.length(); ) {
            int character = text.codePointAt(place);
            if (isForbidden(character) && !(lines && isLayout(character))) {
                return Optional.of("holds U+%04X, %s, as its character %d; retype it"
                        .formatted(character, name(character), text.codePointCount(0, place) + 1));
            }
            place += Character.charCount(character);
        }
        return Optional.empty();
    }

    /** The same for a secret, in which a character that was lost cannot be meant. */
    static Optional<String> objectionToSecret(String text, boolean lines) {
        return objection(text, lines)
                .or(() -> lost(text).map(lost -> lost + ", which stands for what could not be read; retype it"));
    }

    /**
     * What is wrong with a value that the Java machine has decoded as the process's locale says: in the locale C no
     * character beyond ASCII comes through, and nothing is said of it.
     */
    static Optional<String> undecoded(SourceValue value) {
        return value.isOfAFile() ? Optional.empty() : lost(value.text()).map(lost -> lost + UNDECODED);
    }

    private static Optional<String> lost(String text) {
        int place = text.indexOf(LOST);
        return place < 0
                ? Optional.empty()
                : Optional.of("holds U+FFFD as its character " + (text.codePointCount(0, place) + 1));
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                || (character & 0xFFFE) == 0xFFFE
                || character == 0xFEFF;
    }

    private static boolean isLayout(int character) {
        return character == '\n' || character == '\r' || character == '\t';
    }

    private static String name(int character) {
        if (character == '\n' || character == '\r') {
            return "a line break";
        } else if (Character.isISOControl(character)) {
            return "a control character";
        } else if (character == 0xFEFF) {
            return "a byte order mark";
        }
        return "which is no character";
    }
}
