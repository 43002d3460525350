package io.batchtask.bridge.settings;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Reads the settings: file, then environment, then -D, each over the one before; and says all that is wrong at once. */
public final class SettingsLoader {
    private static final Path USUAL_FILE = Path.of("config", "application.properties");

    private SettingsLoader() {}

    /**
     * The settings in force.
     *
     * @param file must exist when given; otherwise {@code config/application.properties}, when it is there
     * @throws SettingsException with every problem found
     */
    public static Loaded load(Optional<Path> file) {
        return load(file, System.getenv(), System.getProperties());
    }

    /** The settings and where each value came from. */
    public record Loaded(Settings settings, Map<String, Sources.Value> values) {}

    static Loaded load(Optional<Path> file, Map<String, String> environment, Properties system) {
        List<String> problems = new ArrayList<>();
        Map<String, Sources.Value> values = new TreeMap<>();
        file.or(() -> Optional.of(USUAL_FILE).filter(Files::isRegularFile))
                .ifPresent(path -> values.putAll(Sources.properties(read(path), "file " + path)));
        values.putAll(Sources.environment(environment, problems));
        values.putAll(Sources.properties(system, "-D"));
        Map<String, Secret> secrets = Secrets.take(values, problems);
        Checks.unknownKeys(values, problems);
        Optional<Settings> settings = map(values, secrets, problems);
        Checks.ranges(values, problems);
        settings.ifPresent(complete -> Checks.together(complete, problems));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems.stream().distinct().sorted().toList());
        }
        return new Loaded(settings.orElseThrow(), values);
    }

    private static Properties read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingsException(List.of("settings file " + path + " cannot be read: " + unreadable));
        }
        return properties;
    }

    private static Optional<Settings> map(
            Map<String, Sources.Value> values, Map<String, Secret> secrets, List<String> problems) {
        Map<String, String> plain = new HashMap<>();
        values.forEach((key, value) -> plain.put(key, value.text()));
        secrets.keySet().forEach(key -> plain.put(key, key)); // the converter exchanges the name for the secret
        try {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(plain, "settings", 100))
                    .withMapping(Settings.class)
                    .withMappingIgnore("batchtask.**") // unknown keys are our own check, with a suggestion
                    .withConverter(Secret.class, 200, secrets::get)
                    .withConverter(Duration.class, 200, Durations::parse)
                    .withConverter(ZoneId.class, 200, SettingsLoader::zone)
                    .build();
            return Optional.of(config.getConfigMapping(Settings.class));
        } catch (ConfigValidationException invalid) {
            for (int i = 0; i < invalid.getProblemCount(); i++) {
                problems.add(Checks.explain(invalid.getProblem(i).getMessage(), values));
            }
        }
        return Optional.empty();
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (java.time.DateTimeException unknown) {
            throw new IllegalArgumentException("unknown time zone");
        }
    }
}
