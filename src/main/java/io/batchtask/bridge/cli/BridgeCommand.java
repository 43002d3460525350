package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.settings.SettingsException;
import io.batchtask.bridge.settings.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The command line: which command, which settings file. Exit codes: 0 good, 1 failed, 2 wrong usage or settings. */
@Command(
        name = "batchtask-bridge",
        description = "Kafka topic of SuperOffice batch-task ids in, enriched BatchTaskInfo events out.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = BridgeCommand.VersionLine.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            LookupCommand.class,
            ReplayCommand.class,
            SettingsCommand.class
        })
public final class BridgeCommand extends ConfiguredCommand implements Callable<Integer> {
    /** Runs that command line and returns its exit code. */
    public static int execute(String... args) {
        try {
            return execute(new BridgeCommand(true), utf8(System.out), utf8(System.err), args);
        } finally {
            Log.end();
        }
    }

    /** @param ownProcess whether the log belongs to this command alone */
    private BridgeCommand(boolean ownProcess) {
        super(ownProcess);
    }

    /** Whatever the terminal's encoding is, or the lack of one: what is printed is JSON, which is UTF-8. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** The same, printing to these: {@code out} takes the answers, {@code err} the complaints. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return execute(new BridgeCommand(false), out, err, args);
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

    /**
     * Of settings that are wrong there is a line for each; a secret is taken out of them where they are put together.
     */
    private String redacted(Throwable failed) {
        return failed instanceof ClientSettings.Wrong ? failed.getMessage() : redact(Causes.explain(failed));
    }

    /** Without a command the service runs. */
    @Override
    public Integer call() throws Exception {
        return RunCommand.run(settingsToRun(), this::redact);
    }

    /** The jar's version. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"batchtask-bridge " + Version.current()};
        }
    }
}
