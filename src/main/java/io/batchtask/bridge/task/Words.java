package io.batchtask.bridge.task;

import java.util.Locale;

/** Names of the program as they are written in settings, headers, logs and metrics. */
public final class Words {
    private Words() {}

    /** {@code DEAD_LETTER} is written {@code dead-letter}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is behind the last dot: {@code SoX} of {@code SuperOffice.SoX}; all of it when there is none. */
    public static String lastPart(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }
}
