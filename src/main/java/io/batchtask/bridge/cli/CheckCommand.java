package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.kafka.ClientCheck;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.service.Service;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.Settings;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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

    private UnaryOperator<String> redact = text -> text; // before there is anything secret
    private boolean failed;
    private Reply firstLookUp;

    @Override
    public Integer call() throws Exception {
        Settings settings = bridge.settings().settings();
        report("settings", () -> "valid");
        report("codecs", Codecs::readable);
        try (Service service = new Service(settings, false)) {
            redact = service::redact;
            if (report("broker", () -> broker(settings))) {
                report("topics", () -> topics(settings));
            }
            service.start();
            netServer(service, settings.netserver());
        }
        return failed ? 1 : 0;
    }

    private String broker(Settings settings) throws Exception {
        ClientSettings.mustBeUsable(settings, redact);
        try (Admin admin = Topics.admin(settings)) {
            int nodes = get(admin.describeCluster().nodes()).size();
            return nodes + " node(s) at " + settings.kafka().bootstrapServers();
        } catch (ExecutionException failed) {
            Optional<String> advice = BrokerAdvice.of(
                    failed.getCause(),
                    settings.kafka().bootstrapServers(),
                    settings.kafka().client());
            throw advice.isPresent() ? failed(failed.getCause(), advice.get()) : failed;
        } catch (KafkaException failed) {
            if (!ClientCheck.isUnresolved(failed)) {
                throw failed;
            }
            throw new IllegalStateException(ClientCheck.explain(failed) + " ("
                    + settings.kafka().bootstrapServers() + "); check the hosts and the name server");
        }
    }

    private static String topics(Settings settings) throws Exception {
        Set<String> present;
        try (Admin admin = Topics.admin(settings)) {
            present = get(admin.listTopics().names());
        }
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
        ServiceLocation location = service.netServer().location();
        boolean reached = report("tenant", () -> tenant(location, service.http(), settings));
        Optional<ProxyAdvice> proxy = ProxyAdvice.of(service.http().proxyTo(location.base()), settings);
        ConnectivityCheck reach =
                new ConnectivityCheck(location.base(), settings.connectTimeout(), service.tls(), service.http(), proxy);
        reached = reached
                && report("dns", reach::dns)
                && report("tcp", reach::tcp)
                && report("tls", reach::tls)
                && report("http", reach::http)
                && report("netserver", () -> systemInfo(service, reach, proxy))
                && report("sign-in", () -> signIn(service, settings.signIn(), proxy));
        if (reached) {
            report("batch-tasks", this::mayRead);
        } else {
            spec.commandLine().getOut().println("      the steps after that one were not tried");
        }
    }

    private static String tenant(ServiceLocation location, HttpTransport http, NetserverSettings settings)
            throws Exception {
        boolean online = get(location.refresh());
        if (location.silence().isPresent()) {
            ServiceLocation.Silence silence = location.silence().get();
            Optional<ProxyAdvice> proxy = ProxyAdvice.of(http.proxyTo(silence.asked()), settings);
            throw new ConnectivityCheck.Failed(
                    reason(silence.reason()),
                    HttpAdvice.ofCode(silence.reason().code(), proxy)
                            .orElse("the tenant's address is asked for at "
                                    + silence.asked().getHost()
                                    + ": check batchtask.netserver.proxy.*, .tls.*, firewalls on the way, and"
                                    + " batchtask.netserver.tenant"));
        }
        if (location.closed().isPresent()) {
            throw new IllegalStateException(location.closed().get()
                    + "; wait until SuperOffice has opened it again, the service does so by itself");
        }
        return (online ? "served at " : "configured at ") + location.base();
    }

    private String systemInfo(Service service, ConnectivityCheck reach, Optional<ProxyAdvice> proxy) throws Exception {
        try {
            return get(service.netServer().signIn().systemInfo());
        } catch (ExecutionException refused) {
            throw failed(
                    refused.getCause(),
                    onTheWay(refused.getCause(), proxy)
                            .orElseGet(() -> "GetSystemInfo needs no ticket: is " + services(service)
                                    + " installed and enabled there?" + reach.doubt()));
        }
    }

    private static ConnectivityCheck.Failed failed(Throwable reason, String advice) {
        return new ConnectivityCheck.Failed(BridgeCommand.explain(reason), advice);
    }

    /** What to do when it is not NetServer that has said no, but a status of HTTP on the way there. */
    private static Optional<String> onTheWay(Throwable failed, Optional<ProxyAdvice> proxy) {
        return failed instanceof SignInRefused refused
                ? HttpAdvice.ofCode(refused.failure().code(), proxy)
                : Optional.empty();
    }

    private static String services(Service service) {
        return service.netServer().location().base().getPath().replaceAll(".*/([^/]+)/?$", "$1");
    }

    /** A ticket that stands in the settings is only known to be good once NetServer has accepted it. */
    private String signIn(Service service, NetserverSettings.SignIn way, Optional<ProxyAdvice> proxy) throws Exception {
        try {
            String ticket = get(service.signInOnce());
            firstLookUp = get(service.netServer().lookUp(1, ticket, false));
        } catch (ExecutionException refused) {
            throw failed(refused.getCause(), onTheWay(refused.getCause(), proxy).orElseGet(() -> advice(way)));
        }
        if (firstLookUp instanceof Reply.Failed failed && failed.failure() instanceof Failure.SignIn) {
            throw new ConnectivityCheck.Failed(
                    "NetServer does not accept the ticket: " + reason(failed.failure()), advice(way));
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

    private String mayRead() throws ConnectivityCheck.Failed {
        if (firstLookUp instanceof Reply.Failed failed && !(failed.failure() instanceof Failure.NotFound)) {
            String advice = failed.failure() instanceof Failure.Refused
                    ? "this user must be allowed to read batch tasks"
                    : "looking up task 1 failed, and it is not the way there, nor the ticket, nor a right";
            throw new ConnectivityCheck.Failed(reason(failed.failure()), advice);
        }
        return "may be read";
    }

    private static String reason(Failure failure) {
        return failure.className() + "/" + failure.code() + ": " + failure.message();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private boolean report(String what, Callable<String> check) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println("ok    " + what + ": " + check.call());
            return true;
        } catch (ConnectivityCheck.Failed told) {
            out.println("FAIL  " + what + ": " + told.redacted(redact));
        } catch (TimeoutException late) {
            out.println("FAIL  " + what + ": no answer within " + PATIENCE_SECONDS + " s");
        } catch (Exception broken) {
            Throwable cause =
                    broken instanceof ExecutionException && broken.getCause() != null ? broken.getCause() : broken;
            out.println("FAIL  " + what + ": " + redact.apply(BridgeCommand.explain(cause)));
        } finally {
            out.flush();
        }
        failed = true;
        return false;
    }
}
