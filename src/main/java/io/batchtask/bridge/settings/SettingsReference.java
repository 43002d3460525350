package io.batchtask.bridge.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settings as text: what there is, and what is in force. */
public final class SettingsReference {
    private static final Pattern SENSITIVE = Pattern.compile(
            "(?i).*(passw|passphrase|secret|jaas|token|credential|private|keystore\\.key|user\\.info).*");

    private SettingsReference() {}

    /** The table of src/docs/settings.md. */
    public static String markdown() {
        StringBuilder table = new StringBuilder("| key | default | allowed | meaning |\n|---|---|---|---|\n");
        for (Key key : Key.all()) {
            table.append("| `").append(shown(key)).append("` | ");
            table.append(
                    key.required()
                            ? "required"
                            : key.defaultValue().map(text -> "`" + text + "`").orElse("–"));
            table.append(" | ")
                    .append(key.allowed())
                    .append(" | ")
                    .append(key.meaning())
                    .append(" |\n");
        }
        return table.toString();
    }

    /** For a terminal. */
    public static String text() {
        StringBuilder text = new StringBuilder();
        for (Key key : Key.all()) {
            text.append(shown(key)).append('\n');
            text.append("    ").append(key.meaning()).append('\n');
            text.append("    allowed: ").append(key.allowed()).append('\n');
            text.append("    default: ")
                    .append(
                            key.required()
                                    ? "none, required"
                                    : key.defaultValue().orElse("none"))
                    .append('\n');
            if (!key.isOpen()) {
                text.append("    environment: ").append(key.environmentName()).append('\n');
            }
        }
        return text.toString();
    }

    private static String shown(Key key) {
        return key.isOpen() ? key.name() + ".*" : key.name();
    }

    /** {@code key = value} for each setting in force, secrets masked. */
    public static Map<String, String> effective(SettingsLoader.Loaded loaded) {
        Map<String, String> lines = new TreeMap<>();
        for (Key key : Key.all()) {
            key.defaultValue().ifPresent(text -> lines.put(key.name(), text));
        }
        loaded.values().forEach((name, value) -> lines.put(name, isSensitive(name) ? "***" : value.text()));
        return lines;
    }

    /** Those of {@link #effective} that are not what they would be without being set. */
    public static Map<String, String> changed(SettingsLoader.Loaded loaded) {
        Map<String, String> changed = new TreeMap<>(effective(loaded));
        for (Key key : Key.all()) {
            key.defaultValue().ifPresent(text -> changed.remove(key.name(), text));
        }
        return changed;
    }

    private static boolean isSensitive(String name) {
        return Key.all().stream().anyMatch(key -> key.isSecret() && key.name().equals(name))
                || (name.startsWith(KnownKeys.CLIENT) && SENSITIVE.matcher(name).matches());
    }

    /** Which of the values Kafka's clients are given must not be shown. */
    public static List<String> sensitive(Map<String, String> client) {
        return client.entrySet().stream()
                .filter(entry -> SENSITIVE.matcher(entry.getKey()).matches())
                .map(Map.Entry::getValue)
                .toList();
    }
}
