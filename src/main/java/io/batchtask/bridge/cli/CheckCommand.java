package io.batchtask.bridge.cli;

import io.batchtask.bridge.Service;
import io.batchtask.bridge.settings.Settings;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tries everything the service needs, one line each, with the reason of a failure. */
@Command(name = "check", description = "Checks settings, broker, topics, NetServer and sign-in.")
final class CheckCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 40;

    @ParentCommand
    private BridgeCommand bridge;

    @Spec
    private CommandSpec spec;

    private boolean failed;

    @Override
    public Integer call() throws Exception {
        Settings settings = bridge.settings().settings();
        report("settings", () -> "valid");
        try (Admin admin = Topics.admin(settings)) {
            report(
                    "broker",
                    () -> admin.describeCluster()
                                    .nodes()
                                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                                    .size() + " node(s) at " + settings.kafka().bootstrapServers());
            report("topics", () -> topics(admin, settings));
        }
        try (Service service = new Service(settings, false)) {
            service.start();
            report("netserver", () -> service.netServer().systemInfo().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            report("sign-in", () -> signIn(service));
        }
        return failed ? 1 : 0;
    }

    private static String topics(Admin admin, Settings settings) throws Exception {
        Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (String name : Topics.names(settings)) {
            if (!present.contains(name) && !settings.topics().create()) {
                throw new IllegalStateException(name + " is missing (or may not be seen)");
            }
        }
        return String.join(", ", Topics.names(settings));
    }

    private static String signIn(Service service) throws Exception {
        String ticket = service.signInOnce().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!service.netServer().accepts(ticket).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("NetServer does not accept the ticket");
        }
        return "the ticket is accepted";
    }

    private void report(String what, Callable<String> check) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println("ok    " + what + ": " + check.call());
        } catch (TimeoutException late) {
            failed = true;
            out.println("FAIL  " + what + ": no answer within " + PATIENCE_SECONDS + " s");
        } catch (Exception broken) {
            failed = true;
            Throwable cause =
                    broken instanceof ExecutionException && broken.getCause() != null ? broken.getCause() : broken;
            out.println("FAIL  " + what + ": " + BridgeCommand.explain(cause));
        }
        out.flush();
    }
}
