package io.batchtask.bridge.settings;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the settings: file, then environment, then -D, each over the one before; and says all that is wrong at once.
 */
public final class SettingsLoader {
    private static final Path USUAL_FILE = Path.of("config", "application.properties");

    /** Stands where a required value cannot be used; never leaves this class. */
    private static final String STAND_IN = "http://unusable/";

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

    /**
     * What was found.
     *
     * @param values each with where it came from, and what it hides
     * @param secrets those that are set, by key
     */
    public record Loaded(Settings settings, Map<String, SourceValue> values, Map<String, Secret> secrets) {}

    static Loaded load(Optional<Path> file, Map<String, String> environment, Properties system) {
        List<String> problems = new ArrayList<>();
        Set<String> damaged = new HashSet<>();
        Map<String, SourceValue> values = new TreeMap<>();
        file.or(() -> Optional.of(USUAL_FILE).filter(Files::isRegularFile))
                .ifPresent(path -> values.putAll(Sources.file(path, damaged, problems)));
        Sources.environment(environment, problems).forEach((key, value) -> values.merge(key, value, SourceValue::over));
        Sources.system(system).forEach((key, value) -> values.merge(key, value, SourceValue::over));
        damaged.removeIf(key -> values.containsKey(key) && !values.get(key).isOfAFile()); // another value is in force
        Map<String, Secret> secrets = Secrets.take(values, damaged, problems);
        Checks.unknownKeys(values, problems);
        Set<String> unusable = new HashSet<>(damaged);
        unusable.removeAll(secrets.keySet());
        Checks.characters(values, unusable, problems);
        Checks.ranges(values, unusable, problems);
        BaseAddress.check(values, unusable, problems);
        Targets.check(values, unusable, problems);
        Optional<Settings> settings = map(values, secrets, unusable, problems);
        settings.ifPresent(filled -> {
            new CrossChecks(filled, unusable, problems).check();
            ProxyRules proxies = ProxyRules.of(filled.netserver().proxy(), environment, system, unusable, problems);
            proxies.check(Targets.of(filled.netserver(), unusable), problems);
            proxies.servers().stream()
                    .filter(proxy ->
                            !values.containsKey(proxy.from())) // named by means that are not ours, and in force
                    .forEach(proxy -> values.put(proxy.from(), new SourceValue(proxy.toString(), proxy.from())));
        });
        if (!problems.isEmpty()) {
            throw new SettingsException(problems.stream().distinct().sorted().toList());
        }
        return new Loaded(settings.orElseThrow(), values, secrets);
    }

    /**
     * Fills the typed view. What cannot be used is reported and left out, and the rest filled again, so that rules over
     * several settings still have their say.
     */
    private static Optional<Settings> map(
            Map<String, SourceValue> values, Map<String, Secret> secrets, Set<String> unusable, List<String> problems) {
        boolean progress;
        do {
            Map<String, String> plain = new HashMap<>();
            values.forEach((key, value) -> plain.put(key, value.text()));
            secrets.keySet().forEach(key -> plain.put(key, key)); // the converter exchanges the name for the secret
            plain.keySet().removeAll(unusable);
            for (Key key : Key.all()) {
                if (key.type() == Set.class) { // SmallRye takes the space after a comma for a part of the word
                    plain.computeIfPresent(key.name(), (name, text) -> text.replaceAll("\\s*,\\s*", ","));
                } else if (key.required() && unusable.contains(key.name())) {
                    plain.put(key.name(), STAND_IN);
                }
            }
            try {
                return Optional.of(config(plain, secrets).getConfigMapping(Settings.class));
            } catch (ConfigValidationException invalid) {
                progress = false;
                for (int i = 0; i < invalid.getProblemCount(); i++) {
                    String message = invalid.getProblem(i).getMessage();
                    Optional<Key> key = Checks.keyIn(message);
                    problems.add(key.map(found -> Checks.explain(found, values)).orElse(message));
                    progress |= key.isPresent() && unusable.add(key.get().name());
                }
            }
        } while (progress);
        return Optional.empty();
    }

    private static SmallRyeConfig config(Map<String, String> plain, Map<String, Secret> secrets) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(plain, "settings", 100))
                .withMapping(Settings.class)
                .withMappingIgnore("batchtask.**") // unknown keys are our own check, with a suggestion
                .withConverter(Secret.class, 200, secrets::get)
                .withConverter(Duration.class, 200, Durations::parse)
                .withConverter(ZoneId.class, 200, SettingsLoader::zone)
                .withConverter(Boolean.class, 200, SettingsLoader::bool) // SmallRye's own takes any word for false
                .build();
    }

    private static Boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (java.time.DateTimeException unknown) {
            throw new IllegalArgumentException("unknown time zone");
        }
    }
}
