package io.batchtask.bridge.task;

import java.util.Locale;

/** Constants of an enum as they are written in settings, headers, logs and metrics. */
public final class Words {
    private Words() {}

    /** {@code DEAD_LETTER} is written {@code dead-letter}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
