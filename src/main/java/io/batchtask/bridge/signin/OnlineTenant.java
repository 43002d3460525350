package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.netserver.UnansweredLocation;
import io.batchtask.bridge.online.Environment;
import io.batchtask.bridge.online.OnlineHttp;
import io.batchtask.bridge.online.StateService;
import io.batchtask.bridge.online.SystemUser;
import io.batchtask.bridge.online.SystemUserIdentity;
import io.batchtask.bridge.online.Tenant;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.traces.CallSpan;
import io.batchtask.bridge.traces.RecordSpan;
import io.batchtask.bridge.traces.Tracing;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** A tenant of SuperOffice Online: where it is, and how its system user signs in. */
public final class OnlineTenant implements ServiceLocation {
    private static final String EXCHANGE = "PartnerSystemUserService/Authenticate";

    private final NetserverSettings settings;
    private final OnlineHttp http;
    private final Environment environment;
    private final Tenant tenant;

    private OnlineTenant(
            Settings settings,
            Environment environment,
            URI base,
            HttpTransport transport,
            Executor workers,
            ScheduledExecutorService timer,
            Runnable opened) {
        this.settings = settings.netserver();
        this.environment = environment;
        this.http = new OnlineHttp(transport, workers);
        this.tenant = new Tenant(
                StateService.of(http, environment, this.settings.tenant().orElseThrow()),
                base,
                settings.breaker().maxWaitDuration(), // a closed tenant is asked for as an outage is probed
                workers,
                timer,
                Clock.systemUTC(),
                opened);
    }

    /**
     * Empty for an installation on site, and for an Online one whose tenant is not named.
     *
     * @param base where NetServer is, with a slash at its end, until the tenant says otherwise
     * @param opened runs when a closed tenant is open again
     */
    public static Optional<OnlineTenant> of(
            Settings settings,
            URI base,
            HttpTransport http,
            Executor workers,
            ScheduledExecutorService timer,
            Runnable opened) {
        if (settings.netserver().tenant().isEmpty()) {
            return Optional.empty();
        }
        return settings.netserver()
                .systemUser()
                .environment()
                .map(Environment::named)
                .or(() -> Environment.of(settings.netserver().url()))
                .map(environment -> new OnlineTenant(settings, environment, base, http, workers, timer, opened));
    }

    /** @param tracing sees each sign-in as a call of its own: its ticket serves all records that wait for it */
    Supplier<CompletableFuture<String>> systemUser(Tracing tracing) {
        SystemUser user = new SystemUser(
                http,
                environment,
                new SystemUserIdentity(
                        settings.tenant().orElseThrow(),
                        settings.applicationToken().orElseThrow(),
                        settings.systemUser().token().orElseThrow(),
                        settings.systemUser().privateKey().orElseThrow()),
                settings.systemUser().exchange() == NetserverSettings.Exchange.SOAP,
                tenant::claimed,
                Clock.systemUTC());
        return () -> {
            CallSpan span = tracing.call(RecordSpan.NONE, EXCHANGE, environment::root, OptionalInt.empty());
            return span.during(user::signIn, SignInRefused::failure);
        };
    }

    @Override
    public URI base() {
        return tenant.base();
    }

    @Override
    public CompletableFuture<Boolean> refresh() {
        return tenant.refresh();
    }

    @Override
    public Optional<UnansweredLocation> silence() {
        return tenant.unanswered().map(reason -> new UnansweredLocation(tenant.stateService(), reason));
    }

    @Override
    public Optional<String> closed() {
        return tenant.closed();
    }
}
