package io.batchtask.bridge.settings;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Each secret {@code X} may also stand in a file named by {@code X-file}. */
final class Secrets {
    static final String FILE = "-file";
    static final String MASK = "***";

    private Secrets() {}

    /** Takes the secrets and their {@code -file} keys out of the values and returns the secrets by key. */
    static Map<String, Secret> take(Map<String, Sources.Value> values, List<String> problems) {
        Map<String, Secret> secrets = new TreeMap<>();
        for (Key key : Key.all()) {
            if (!key.isSecret()) {
                continue;
            }
            Sources.Value direct = values.get(key.name());
            Sources.Value file = values.remove(key.name() + FILE);
            if (direct != null && file != null) {
                problems.add(key.name() + " and " + key.name() + FILE + " are both set; one is enough");
            }
            if (direct != null) {
                secrets.put(key.name(), Secret.of(direct.text()));
                values.put(key.name(), new Sources.Value(MASK, direct.from()));
            } else if (file != null) {
                secrets.put(key.name(), in(key.name() + FILE, file, problems));
                values.put(key.name(), new Sources.Value(MASK, file.from()));
            }
        }
        return secrets;
    }

    /** Something in any case, so that nobody is told on top that the secret is missing. */
    private static Secret in(String key, Sources.Value file, List<String> problems) {
        String problem;
        try {
            Secret secret = Secret.in(Path.of(file.text()));
            if (!secret.reveal().isEmpty()) {
                return secret;
            }
            problem = " is empty";
        } catch (UncheckedIOException | InvalidPathException unreadable) {
            problem = " cannot be read";
        }
        problems.add(key + " = " + file.text() + " (" + file.from() + ")" + problem);
        return Secret.of("");
    }
}
