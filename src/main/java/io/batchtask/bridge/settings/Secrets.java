package io.batchtask.bridge.settings;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Each secret {@code X} may also stand in a file named by {@code X-file}. */
final class Secrets {
    static final String FILE = "-file";
    static final String MASK = "***";

    private Secrets() {}

    /**
     * Takes the secrets and their {@code -file} keys out of the values.
     *
     * @param damaged keys whose values are known to be wrong, and reported
     * @return the secrets by key; an empty one, so that it is not missed on top, where there is something wrong with it
     */
    static Map<String, Secret> take(Map<String, SourceValue> values, Set<String> damaged, List<String> problems) {
        Map<String, Secret> secrets = new TreeMap<>();
        for (Key key : Key.all()) {
            if (!key.isSecret()) {
                continue;
            }
            String fileKey = key.name() + FILE;
            SourceValue direct = values.get(key.name());
            SourceValue file = values.remove(fileKey);
            if (direct != null && file != null) {
                problems.add(key.name() + " and " + fileKey + " are both set; one is enough");
            }
            if (direct != null) {
                secrets.put(key.name(), damaged.contains(key.name()) ? Secret.of("") : of(key, direct, problems));
                values.put(key.name(), direct.with(MASK));
            } else if (file != null) {
                secrets.put(key.name(), damaged.contains(fileKey) ? Secret.of("") : in(key, file, problems));
                values.put(
                        key.name(),
                        new SourceValue(MASK, file.from() + " names " + Shown.of(file.text()), file.hides()));
            } else if (damaged.contains(key.name()) || damaged.contains(fileKey)) {
                secrets.put(key.name(), Secret.of(""));
            }
        }
        return secrets;
    }

    private static Secret of(Key key, SourceValue direct, List<String> problems) {
        Optional<String> objection =
                Characters.undecoded(direct).or(() -> Characters.objectionToSecret(direct.text(), key.hasLines()));
        objection.ifPresent(reason -> problems.add(key.name() + " = " + MASK + " (" + direct.from() + ") " + reason));
        return Secret.of(objection.isPresent() ? "" : direct.text());
    }

    private static Secret in(Key key, SourceValue file, List<String> problems) {
        Optional<String> undecoded = Characters.undecoded(file);
        if (undecoded.isPresent()) { // no file, or another one, has the name that is left
            problems.add(
                    key.name() + FILE + " = " + Shown.of(file.text()) + " (" + file.from() + ") " + undecoded.get());
            return Secret.of("");
        }
        String problem;
        try {
            Secret secret = Secret.in(Path.of(file.text()), key.hasLines());
            if (!secret.reveal().isEmpty()) {
                return secret;
            }
            problem = "is empty";
        } catch (UncheckedIOException unusable) {
            problem = "cannot be used: " + unusable.getCause().getMessage();
        } catch (InvalidPathException invalid) {
            problem = "cannot be used: no file can have that name";
        }
        problems.add(key.name() + FILE + " = " + Shown.of(file.text()) + " (" + file.from() + ") " + problem);
        return Secret.of("");
    }
}
