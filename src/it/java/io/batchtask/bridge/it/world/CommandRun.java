package io.batchtask.bridge.it.world;

import io.batchtask.bridge.cli.BridgeCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A command in this process: far quicker than a process of its own when there are many.
 *
 * @param lines what it printed on standard output
 * @param errors what it printed on standard error; logs do not come here
 */
public record CommandRun(int exit, List<String> lines, List<String> errors) {
    /** With the settings of that world, in a file. */
    public static CommandRun of(World world, String... command) {
        try {
            Path settings = Files.createTempFile(world.directory(), "command", ".properties");
            Properties properties = new Properties();
            properties.putAll(world.settings);
            try (var file = Files.newBufferedWriter(settings)) {
                properties.store(file, null);
            }
            return of(Stream.concat(Stream.of("--config", settings.toString()), Stream.of(command))
                    .toArray(String[]::new));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** That command line and no settings but those of this process. */
    public static CommandRun of(String... commandLine) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        int exit =
                BridgeCommand.execute(new PrintWriter(printed, true), new PrintWriter(complained, true), commandLine);
        return new CommandRun(exit, lines(printed), lines(complained));
    }

    /** All it printed. */
    public String text() {
        return String.join("\n", lines) + "\n" + String.join("\n", errors);
    }

    private static List<String> lines(StringWriter text) {
        return text.toString().lines().toList();
    }
}
