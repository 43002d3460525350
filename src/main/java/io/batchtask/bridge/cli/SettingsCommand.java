package io.batchtask.bridge.cli;

import io.batchtask.bridge.settings.SettingsReference;
import io.batchtask.bridge.settings.ValuesInForce;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The settings reference, or the values in force. */
@Command(name = "settings", description = "Prints the settings reference: key, meaning, what is allowed, default.")
final class SettingsCommand implements Callable<Integer> {
    @ParentCommand
    private ConfiguredCommand bridge;

    @Option(names = "--effective", description = "the values in force instead, each with its source, secrets masked")
    private boolean effective;

    @Option(names = "--markdown", description = "the reference as a table in Markdown")
    private boolean markdown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        bridge.requireConfig();
        PrintWriter out = spec.commandLine().getOut();
        if (effective) {
            out.print(ValuesInForce.text(bridge.settings()));
        } else {
            out.print(markdown ? SettingsReference.markdown() : SettingsReference.text());
        }
        out.flush();
        return 0;
    }
}
