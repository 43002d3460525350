package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.service.Wiring;
import io.batchtask.bridge.settings.SettingsException;
import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.settings.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
        versionProvider = BridgeCommand.VersionLine.class,
        subcommands = {RunCommand.class, CheckCommand.class, LookupCommand.class, SettingsCommand.class})
public final class BridgeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeCommand.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "settings file; without it config/application.properties, when it is there")
    private Path config;

    @Spec
    private CommandSpec spec;

    private volatile Redactor redactor = new Redactor(List.of());

    /** Runs that command line and returns its exit code. */
    public static int execute(String... args) {
        return execute(utf8(System.out), utf8(System.err), args);
    }

    /** Whatever the terminal's encoding is, or the lack of one: what is printed is JSON, which is UTF-8. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** The same, for a caller that wants what is printed: {@code out} the answers, {@code err} the complaints. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return execute(new BridgeCommand(), out, err, args);
    }

    private static int execute(BridgeCommand bridge, PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(bridge)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failed, command, parsed) -> {
                    // Settings have a line for each problem, and all of them are to be read.
                    boolean settings = failed instanceof SettingsException;
                    command.getErr().println(settings ? failed.getMessage() : bridge.redacted(failed));
                    return settings || failed instanceof ClientSettings.Wrong ? 2 : 1;
                })
                .execute(args);
    }

    /** Of settings that are wrong there is a line for each; a secret is taken out of them where they are put together. */
    private String redacted(Throwable failed) {
        return failed instanceof ClientSettings.Wrong ? failed.getMessage() : redact(explain(failed));
    }

    /** Without the secrets of the settings, as soon as there are any. */
    String redact(String text) {
        return redactor.redact(text);
    }

    static String explain(Throwable failed) {
        return Causes.explain(failed);
    }

    /** Without a command the service runs. */
    @Override
    public Integer call() throws Exception {
        return RunCommand.run(settings(), this::redact);
    }

    /** A settings file that was named must be there, also where it is not read. */
    void requireConfig() {
        if (config != null && !Files.isRegularFile(config)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "no such file: " + config);
        }
    }

    SettingsLoader.Loaded settings() {
        requireConfig();
        SettingsLoader.Loaded loaded = SettingsLoader.load(Optional.ofNullable(config));
        redactor = Wiring.redactor(loaded.settings());
        Log.use(loaded.settings().logging());
        unmaskable(loaded)
                .forEach(key -> LOG.warn("too short to be masked where somebody sends it back; setting={}", key));
        return loaded;
    }

    /** A server may send a secret back in a message; one that short would mask half of every text, so it is left. */
    static List<String> unmaskable(SettingsLoader.Loaded loaded) {
        return loaded.secrets().entrySet().stream()
                .filter(secret -> !Redactor.masks(secret.getValue().reveal()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The jar's version. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"batchtask-bridge " + Version.current()};
        }
    }
}
