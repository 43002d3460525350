package io.batchtask.bridge.cli;

import io.batchtask.bridge.Service;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.Whereabouts;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.Settings;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tries everything the service needs, one line each, with the reason of a failure and what to do about it. */
@Command(name = "check", description = "Checks settings, broker, topics, and the way to NetServer step by step.")
final class CheckCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 40;

    @ParentCommand
    private BridgeCommand bridge;

    @Spec
    private CommandSpec spec;

    private boolean failed;
    private Reply firstLookUp;

    @Override
    public Integer call() throws Exception {
        Settings settings = bridge.settings().settings();
        report("settings", () -> "valid");
        report("codecs", Codecs::readable);
        try (Admin admin = Topics.admin(settings)) {
            if (report("broker", () -> broker(admin, settings))) {
                report("topics", () -> topics(admin, settings));
            }
        }
        try (Service service = new Service(settings, false)) {
            service.start();
            netServer(service, settings.netserver());
        }
        return failed ? 1 : 0;
    }

    private static String broker(Admin admin, Settings settings) throws Exception {
        int nodes = get(admin.describeCluster().nodes()).size();
        return nodes + " node(s) at " + settings.kafka().bootstrapServers();
    }

    private static String topics(Admin admin, Settings settings) throws Exception {
        Set<String> present = get(admin.listTopics().names());
        for (String name : Topics.names(settings)) {
            if (!present.contains(name) && !settings.topics().create()) {
                throw new IllegalStateException(
                        name
                                + " is missing, or may not be seen; create it, grant the right, or set batchtask.topics.create");
            }
        }
        return String.join(", ", Topics.names(settings));
    }

    /** Each step needs those before it, so the first that fails is the one to look at. */
    private void netServer(Service service, NetserverSettings settings) {
        Whereabouts whereabouts = service.netServer().whereabouts();
        boolean reached = report("tenant", () -> tenant(whereabouts));
        Reach reach = new Reach(whereabouts.base(), settings.connectTimeout(), service.tls());
        reached = reached
                && report("dns", reach::dns)
                && report("tcp", reach::tcp)
                && report("tls", reach::tls)
                && report("http", reach::http)
                && report("netserver", () -> systemInfo(service, reach))
                && report("sign-in", () -> signIn(service, settings.signIn()));
        if (reached) {
            report("batch-tasks", () -> mayRead(service));
        } else {
            spec.commandLine().getOut().println("      the steps after that one were not tried");
        }
    }

    private static String tenant(Whereabouts whereabouts) throws Exception {
        boolean online = get(whereabouts.lookAgain());
        if (whereabouts.closed().isPresent()) {
            throw new IllegalStateException(whereabouts.closed().get()
                    + "; wait until SuperOffice has opened it again, the service does so by itself");
        }
        return (online ? "served at " : "configured at ") + whereabouts.base();
    }

    private static String systemInfo(Service service, Reach reach) throws Exception {
        try {
            return get(service.netServer().systemInfo());
        } catch (ExecutionException refused) {
            throw new IllegalStateException(
                    service.redact(BridgeCommand.explain(refused.getCause())) + "; GetSystemInfo needs no ticket: is "
                            + services(service) + " installed and enabled there?" + reach.doubt());
        }
    }

    private static String services(Service service) {
        return service.netServer().whereabouts().base().getPath().replaceAll(".*/([^/]+)/?$", "$1");
    }

    /** A ticket that stands in the settings is only known to be good once NetServer has accepted it. */
    private String signIn(Service service, NetserverSettings.SignIn way) throws Exception {
        try {
            String ticket = get(service.signInOnce());
            firstLookUp = get(service.netServer().tryOut(ticket));
        } catch (ExecutionException refused) {
            throw new IllegalStateException(
                    service.redact(BridgeCommand.explain(refused.getCause())) + "; " + advice(way));
        }
        if (firstLookUp instanceof Reply.Failed failed && failed.failure() instanceof Failure.SignIn) {
            throw new IllegalStateException(
                    "NetServer does not accept the ticket: " + reason(service, failed.failure()) + "; " + advice(way));
        }
        return "a ticket was obtained and is accepted";
    }

    private static String advice(NetserverSettings.SignIn way) {
        return switch (way) {
            case TICKET -> "put a fresh ticket into batchtask.netserver.ticket or its file";
            case PASSWORD -> "check batchtask.netserver.username and .password";
            case ACCESS_TOKEN -> "put a fresh token into batchtask.netserver.access-token or its file";
            case SYSTEM_USER ->
                "check the clock, batchtask.netserver.tenant, .application-token and .system-user.*, and that the"
                        + " tenant's administrator has approved the app";
        };
    }

    private String mayRead(Service service) {
        if (firstLookUp instanceof Reply.Failed failed && !(failed.failure() instanceof Failure.NotFound)) {
            String advice = failed.failure() instanceof Failure.Refused
                    ? "this user must be allowed to read batch tasks"
                    : "looking up task 1 failed, and it is not the way there, nor the ticket, nor a right";
            throw new IllegalStateException(reason(service, failed.failure()) + "; " + advice);
        }
        return "may be read";
    }

    private static String reason(Service service, Failure failure) {
        return failure.className() + "/" + failure.code() + ": " + service.redact(failure.message());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private boolean report(String what, Callable<String> check) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println("ok    " + what + ": " + check.call());
            return true;
        } catch (TimeoutException late) {
            out.println("FAIL  " + what + ": no answer within " + PATIENCE_SECONDS + " s");
        } catch (Exception broken) {
            Throwable cause =
                    broken instanceof ExecutionException && broken.getCause() != null ? broken.getCause() : broken;
            out.println("FAIL  " + what + ": " + BridgeCommand.explain(cause));
        } finally {
            out.flush();
        }
        failed = true;
        return false;
    }
}
