package io.batchtask.bridge.settings;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each secret {@code X} may also stand in a file named by {@code X-file}. */
final class Secrets {
    static final String FILE = "-file";

    private Secrets() {}

    /** Takes the {@code -file} keys out of the values and returns the secrets by key. */
    static Map<String, Secret> take(Map<String, Sources.Value> values, List<String> problems) {
        Map<String, Secret> secrets = new HashMap<>();
        for (Key key : Key.all()) {
            if (!key.isSecret()) {
                continue;
            }
            Sources.Value direct = values.get(key.name());
            Sources.Value file = values.remove(key.name() + FILE);
            if (direct != null && file != null) {
                problems.add(key.name() + " and " + key.name() + FILE + " are both set; one is enough");
            } else if (direct != null) {
                secrets.put(key.name(), Secret.of(direct.text()));
            } else if (file != null) {
                try {
                    secrets.put(key.name(), Secret.in(Path.of(file.text())));
                    values.put(key.name(), new Sources.Value("***", file.from()));
                } catch (UncheckedIOException | InvalidPathException unreadable) {
                    problems.add(key.name() + FILE + " = " + file.text() + " (" + file.from() + ") cannot be read");
                }
            }
        }
        return secrets;
    }
}
