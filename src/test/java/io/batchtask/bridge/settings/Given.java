package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The sources of one start: a settings file, an environment, system properties. */
public final class Given {
    static final String URL = "https://crm.example.com/SO/Remote/Services86/";
    static final String TICKET = "7T:dGlja2V0LW9mLXRoZS10ZXN0";

    private final Properties file = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    /** Nothing at all. */
    static Given nothing() {
        return new Given();
    }

    /** What has no default: the address and a ticket. */
    public static Given complete() {
        return nothing().file("batchtask.netserver.url", URL).file("batchtask.netserver.ticket", TICKET);
    }

    public Given file(String key, String value) {
        file.setProperty(key, value);
        return this;
    }

    Given environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Given property(String key, String value) {
        system.setProperty(key, value);
        return this;
    }

    Given without(String key) {
        file.remove(key);
        return this;
    }

    SettingsLoader.Loaded load() {
        try {
            Path written = Files.createTempFile("application", ".properties");
            try (Writer writer = Files.newBufferedWriter(written)) {
                file.store(writer, null);
            }
            try {
                return SettingsLoader.load(Optional.of(written), environment, system);
            } finally {
                Files.delete(written);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public Settings settings() {
        return load().settings();
    }

    /** What the loader has to say against them; fails when it says nothing. */
    List<String> problems() {
        return catchThrowableOfType(SettingsException.class, this::load).problems();
    }
}
