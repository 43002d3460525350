package io.batchtask.bridge.cli;

import io.batchtask.bridge.Service;
import io.batchtask.bridge.settings.SettingsException;
import io.batchtask.bridge.settings.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: which command, which settings file. Exit codes: 0 good, 1 failed, 2 wrong usage or settings. */
@Command(
        name = "batchtask-bridge",
        description = "Kafka topic of SuperOffice batch-task ids in, enriched BatchTaskInfo events out.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = BridgeCommand.Version.class,
        subcommands = {RunCommand.class, CheckCommand.class, LookupCommand.class, SettingsCommand.class})
public final class BridgeCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "settings file; without it config/application.properties, when it is there")
    private Path config;

    @Spec
    private CommandSpec spec;

    /** Runs that command line and returns its exit code. */
    public static int execute(String... args) {
        return new CommandLine(new BridgeCommand())
                .setExecutionExceptionHandler((failed, command, parsed) -> {
                    command.getErr().println(explain(failed));
                    return failed instanceof SettingsException ? 2 : 1;
                })
                .execute(args);
    }

    /** The message, and those of its causes that say something new: libraries hide the reason at the bottom. */
    static String explain(Throwable failed) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
        }
        return text.toString();
    }

    /** Without a command the service runs. */
    @Override
    public Integer call() throws Exception {
        return RunCommand.run(settings());
    }

    SettingsLoader.Loaded settings() {
        if (config != null && !Files.isRegularFile(config)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "no such file: " + config);
        }
        SettingsLoader.Loaded loaded = SettingsLoader.load(Optional.ofNullable(config));
        Log.use(loaded.settings().logging());
        return loaded;
    }

    /** The jar's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"batchtask-bridge " + Service.version()};
        }
    }
}
