package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.netserver.UnansweredLocation;
import io.batchtask.bridge.service.Service;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.Settings;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tries everything the service needs, one line each, with the reason of a failure and what to do about it. */
@Command(name = "check", description = "Checks settings, broker, topics, and the way to NetServer step by step.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private ConfiguredCommand bridge;

    @Spec
    private CommandSpec spec;

    private CheckReport report;
    private Reply firstLookUp;

    @Override
    public Integer call() throws Exception {
        Settings settings = bridge.settings().settings();
        report = new CheckReport(spec.commandLine().getOut());
        report.step("settings", () -> "valid");
        report.step("codecs", Codecs::readable);
        try (Service service = new Service(settings, false)) {
            report.redact(service::redact);
            if (report.step("broker", () -> BrokerCheck.nodes(settings, report::redacted))) {
                report.step("topics", () -> TopicsCheck.of(settings));
                report.step("replay", () -> ReplayCheck.of(settings, report::redacted));
            }
            service.start();
            netServer(service, settings.netserver());
        }
        report.verdict();
        return report.hasFailed() ? 1 : 0;
    }

    /** Each step needs those before it, so the first that fails is the one to look at. */
    private void netServer(Service service, NetserverSettings settings) {
        ServiceLocation location = service.netServer().location();
        boolean reached = report.step("tenant", () -> tenant(location, service.http(), settings));
        Optional<ProxyAdvice> proxy = ProxyAdvice.of(service.http().proxyTo(location.base()), settings);
        ConnectivityCheck connectivity =
                new ConnectivityCheck(location.base(), settings.connectTimeout(), service.tls(), service.http(), proxy);
        reached = reached
                && report.step("dns", connectivity::dns)
                && report.step("tcp", connectivity::tcp)
                && report.step("tls", connectivity::tls)
                && report.step("http", connectivity::http)
                && report.step("netserver", () -> systemInfo(service, connectivity, proxy))
                && report.step("sign-in", () -> signIn(service, settings.signIn(), proxy));
        if (reached) {
            report.step("batch-tasks", this::mayRead);
        } else {
            report.note("the steps after that one were not tried");
        }
    }

    private static String tenant(ServiceLocation location, HttpTransport http, NetserverSettings settings)
            throws Exception {
        boolean online = CheckReport.get(location.refresh());
        if (location.silence().isPresent()) {
            UnansweredLocation silence = location.silence().get();
            Optional<ProxyAdvice> proxy = ProxyAdvice.of(http.proxyTo(silence.asked()), settings);
            throw new CheckFailed(
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

    private String systemInfo(Service service, ConnectivityCheck connectivity, Optional<ProxyAdvice> proxy)
            throws Exception {
        try {
            return CheckReport.get(service.netServer().signIn().systemInfo());
        } catch (ExecutionException refused) {
            throw failed(
                    refused.getCause(),
                    onTheWay(refused.getCause(), proxy)
                            .orElseGet(() -> "GetSystemInfo needs no ticket: is " + services(service)
                                    + " installed and enabled there?" + connectivity.doubt()));
        }
    }

    private static CheckFailed failed(Throwable reason, String advice) {
        return new CheckFailed(Causes.explain(reason), advice);
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
            String ticket = CheckReport.get(service.signInOnce());
            firstLookUp = CheckReport.get(service.netServer().lookUp(1, ticket));
        } catch (ExecutionException refused) {
            throw failed(refused.getCause(), onTheWay(refused.getCause(), proxy).orElseGet(() -> advice(way)));
        }
        Optional<Failure.SignIn> refused = firstLookUp.failedWith(Failure.SignIn.class);
        if (refused.isPresent()) {
            throw new CheckFailed("NetServer does not accept the ticket: " + reason(refused.get()), advice(way));
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

    private String mayRead() throws CheckFailed {
        if (firstLookUp instanceof Reply.Failed failed && !(failed.failure() instanceof Failure.NotFound)) {
            String advice = failed.failure() instanceof Failure.Refused
                    ? "this user must be allowed to read batch tasks"
                    : "looking up task 1 failed, and it is not the way there, nor the ticket, nor a right";
            throw new CheckFailed(reason(failed.failure()), advice);
        }
        return "may be read";
    }

    private static String reason(Failure failure) {
        return failure.className() + "/" + failure.code() + ": " + failure.message();
    }
}
