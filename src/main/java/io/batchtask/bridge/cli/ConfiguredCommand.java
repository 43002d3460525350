package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.service.Wiring;
import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.settings.UnusedCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands have of the one they belong to: the settings, and text without the secrets in them. */
abstract class ConfiguredCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredCommand.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "settings file; without it config/application.properties, when it is there")
    private Path config;

    @Spec
    private CommandSpec spec;

    private final boolean ownProcess;
    private volatile Redactor redactor = new Redactor(List.of());

    /** @param ownProcess whether the log belongs to this command alone */
    ConfiguredCommand(boolean ownProcess) {
        this.ownProcess = ownProcess;
    }

    /** Without the secrets of the settings, as soon as there are any. */
    String redact(String text) {
        return redactor.redact(text);
    }

    /** A settings file that was named must be there, also where it is not read. */
    void requireConfig() {
        if (config != null && !Files.isRegularFile(config)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "no such file: " + config);
        }
    }

    /** For a command that answers and ends: of the log, only what is wrong is of interest beside the answers. */
    SettingsLoader.Loaded settings() {
        return settings(ownProcess);
    }

    /** For the service. */
    SettingsLoader.Loaded settingsToRun() {
        return settings(false);
    }

    private SettingsLoader.Loaded settings(boolean quiet) {
        requireConfig();
        SettingsLoader.Loaded loaded = SettingsLoader.load(Optional.ofNullable(config));
        redactor = Wiring.redactor(loaded.settings());
        Log.use(loaded.settings(), quiet);
        unmaskable(loaded)
                .forEach(key -> LOG.warn(
                        "a secret is too short to be found and hidden in an error text that quotes it;"
                                + " setting={} characters-needed={}",
                        key,
                        Redactor.SHORTEST));
        UnusedCredentials.of(loaded.settings()).forEach(LOG::warn);
        return loaded;
    }

    /** A server may send a secret back in a message; one that short would mask half of every text, so it is left. */
    static List<String> unmaskable(SettingsLoader.Loaded loaded) {
        return loaded.secrets().entrySet().stream()
                .filter(secret -> !Redactor.masks(secret.getValue().reveal()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
