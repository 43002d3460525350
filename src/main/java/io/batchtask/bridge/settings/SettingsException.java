package io.batchtask.bridge.settings;

import java.util.List;

/** The settings cannot be used; says everything that is wrong with them at once. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems one sentence each */
    public SettingsException(List<String> problems) {
        super("wrong settings:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each: key, value, what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
