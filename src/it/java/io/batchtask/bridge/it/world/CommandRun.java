package io.batchtask.bridge.it.world;

import io.batchtask.bridge.cli.BridgeCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A command in this process: far quicker than a process of its own when there are many.
 *
 * @param lines what it printed on standard output
 * @param errors what it printed on standard error; logs do not come here
 */
public record CommandRun(int exit, List<String> lines, List<String> errors) {
    public static CommandRun of(World world, String... command) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            Path settings = Files.createTempFile(world.directory(), "command", ".properties");
            Properties properties = new Properties();
            properties.putAll(world.settings);
            try (var file = Files.newBufferedWriter(settings)) {
                properties.store(file, null);
            }
            List<String> arguments = new ArrayList<>(List.of("--config", settings.toString()));
            arguments.addAll(List.of(command));
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int exit = BridgeCommand.execute(arguments.toArray(String[]::new));
            return new CommandRun(exit, lines(printed), lines(complained));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
