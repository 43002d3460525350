package io.batchtask.bridge.settings;

import java.util.Map;
import java.util.TreeMap;

/**
 * The values in force, as a settings file would have them: first what was set, below a comment that names its source
 * and what that hides, then the defaults. Secrets are masked.
 */
public final class ValuesInForce {
    private ValuesInForce() {}

    /** For a terminal, or for {@code grep}; put the secrets back, and it is a settings file. */
    public static String text(SettingsLoader.Loaded loaded) {
        Map<String, String> rest = new TreeMap<>(SettingsReference.effective(loaded));
        StringBuilder text = new StringBuilder("# Set, each with its source:\n");
        loaded.values().forEach((key, value) -> {
            String shown = rest.remove(key);
            boolean ours = KnownKeys.contains(key); // else a proxy, whose key is its source
            text.append(ours ? "# " + source(value) + "\n" : "# ").append(line(key, shown));
        });
        text.append("\n# Defaults:\n");
        rest.forEach((key, value) -> text.append(line(key, value)));
        return text.toString();
    }

    private static String source(SourceValue value) {
        return value.from() + value.hides().map(hidden -> ", not " + hidden).orElse("");
    }

    private static String line(String key, String value) {
        return key + " = " + value.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
    }
}
