package io.batchtask.bridge.service;

import io.batchtask.bridge.calls.BackOff;
import io.batchtask.bridge.calls.CallSettings;
import io.batchtask.bridge.calls.NotFoundGrace;
import io.batchtask.bridge.calls.Retry;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.health.ClusterWatch;
import io.batchtask.bridge.health.WatchedTopics;
import io.batchtask.bridge.http.HttpProxy;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.ProxyCredentials;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.intake.IntakeLimits;
import io.batchtask.bridge.kafka.ClientDefaults;
import io.batchtask.bridge.kafka.ClientListener;
import io.batchtask.bridge.kafka.ClientSecrets;
import io.batchtask.bridge.kafka.DeliveryTimeout;
import io.batchtask.bridge.kafka.KafkaClients;
import io.batchtask.bridge.monitoring.Operations;
import io.batchtask.bridge.relay.Endpoints;
import io.batchtask.bridge.relay.RelaySettings;
import io.batchtask.bridge.settings.NetserverSettings;
import io.batchtask.bridge.settings.ProxyRules;
import io.batchtask.bridge.settings.ProxyServer;
import io.batchtask.bridge.settings.Secret;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.task.Mask;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** From the settings to what each room wants to know, in its own words: the rooms do not know the settings. */
public final class Wiring {
    private Wiring() {}

    public static URI base(Settings settings) {
        String base = settings.netserver().url().toString();
        return URI.create(base.endsWith("/") ? base : base + "/");
    }

    static HttpSetup http(Settings settings, TlsSource tls) {
        return new HttpSetup(
                settings.netserver().connectTimeout(),
                settings.netserver().responseTimeout(),
                settings.intake().maxInFlight() + 4, // sign-in comes on top
                tls,
                proxies(settings));
    }

    /** Passwords in files are read again at each call. */
    static ProxySelector proxies(Settings settings) {
        ProxyRules rules = ProxyRules.of(settings.netserver().proxy());
        return target -> rules.to(target)
                .map(proxy -> new HttpProxy(proxy.host(), proxy.port(), () -> proxy.username()
                        .map(user -> new ProxyCredentials(
                                user, proxy.password().map(Secret::reveal).orElse("")))));
    }

    static IntakeLimits limits(Settings settings) {
        Duration drain = settings.shutdown().drainTimeout();
        Duration delivery = DeliveryTimeout.of(settings.kafka().client(), drain).timeout();
        return IntakeLimits.forCalls(settings.intake().maxInFlight(), drain, delivery);
    }

    static Endpoints endpoints(Settings settings, IntakeLimits limits, boolean reading) {
        return new Endpoints(
                settings.topics().ids(),
                settings.topics().info(),
                settings.topics().deadLetter(),
                settings.kafka().groupId(),
                settings.kafka().consumers(),
                Math.min(500, limits.runnable() / 2),
                reading);
    }

    private static CallSettings calls(Settings settings) {
        return new CallSettings(
                settings.intake().maxInFlight(),
                settings.intake().rateLimit(),
                new Retry(
                        settings.retry().maxAttempts(),
                        settings.retry().maxElapsed(),
                        BackOff.exponential(
                                settings.retry().initialDelay(),
                                settings.retry().maxDelay())),
                NotFoundGrace.of(
                        settings.retry().notFoundGrace(), settings.retry().initialDelay()),
                BackOff.exponential(
                        settings.breaker().waitDuration(), settings.breaker().maxWaitDuration()));
    }

    static RelaySettings relay(Settings settings, String version) {
        return new RelaySettings(
                calls(settings),
                settings.events().format(),
                settings.events().notFound(),
                settings.netserver().tenant().orElse(""),
                settings.events().schemaBase(),
                Mask.of(settings.events().mask().orElse(Set.of())),
                settings.deadLetter().headers(),
                version);
    }

    /** @param timer of its own */
    static Operations operations(
            Settings settings, CamelContext camel, Redactor redactor, ScheduledExecutorService timer) {
        return new Operations(settings, camel, redactor, () -> managementAdmin(settings), watched(settings), timer);
    }

    /** @param operations when there are any, see the clients and know which topics cannot be written to */
    static KafkaClients clients(
            Settings settings, Intake intake, IntakeLimits limits, Optional<Operations> operations) {
        return new KafkaClients(
                settings.kafka().bootstrapServers(),
                () -> settings.kafka().client(),
                intake.consumers(),
                limits.drain(),
                topic -> operations.flatMap(watching -> watching.obstacle(topic)),
                operations.map(Operations::clients).orElse(ClientListener.NONE));
    }

    private static WatchedTopics watched(Settings settings) {
        return new WatchedTopics(
                settings.topics().ids(),
                List.of(settings.topics().info(), settings.topics().deadLetter()),
                "consumer".equalsIgnoreCase(settings.kafka().client().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)));
    }

    /** An admin client for a command, which asks once. */
    public static Admin admin(Settings settings) {
        return Admin.create(admin(settings, Duration.ofSeconds(10), Duration.ofSeconds(15)));
    }

    /** One beside the service, which asks now and then; a client id of the settings is for the consumers. */
    static Admin managementAdmin(Settings settings) {
        Map<String, Object> properties = admin(settings, ClusterWatch.TIMEOUT, ClusterWatch.TIMEOUT);
        properties.computeIfPresent(AdminClientConfig.CLIENT_ID_CONFIG, (key, id) -> id + "-management");
        return Admin.create(properties);
    }

    private static Map<String, Object> admin(Settings settings, Duration request, Duration api) {
        return ClientDefaults.admin(
                settings.kafka().bootstrapServers(), settings.kafka().client(), request, api);
    }

    /** For what leaves the process without a service: masks every configured secret. */
    public static Redactor redactor(Settings settings) {
        return new Redactor(secrets(settings));
    }

    /** Every configured secret and what it was before, should a server send it back; asked at each use. */
    static Supplier<List<String>> secrets(Settings settings) {
        NetserverSettings netserver = settings.netserver();
        Stream<Optional<Secret>> ours = Stream.of(
                netserver.applicationToken(),
                netserver.ticket(),
                netserver.password(),
                netserver.accessToken(),
                netserver.systemUser().token(),
                netserver.systemUser().privateKey(),
                netserver.tls().trustStorePassword(),
                netserver.tls().keyStorePassword(),
                settings.management().token());
        Stream<Optional<Secret>> proxies =
                ProxyRules.of(netserver.proxy()).servers().stream().map(ProxyServer::password);
        List<Secret> all =
                Stream.concat(ours, proxies).flatMap(Optional::stream).toList();
        List<String> kafka = ClientSecrets.of(settings.kafka().client()).toList();
        return () -> Stream.concat(all.stream().flatMap(secret -> secret.revealAll().stream()), kafka.stream())
                .toList();
    }
}
