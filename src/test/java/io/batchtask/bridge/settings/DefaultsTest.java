package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.DeadLetterFamily;
import io.batchtask.bridge.task.EventFormat;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys and defaults people rely on, written out a second time: a change has to be made twice. */
class DefaultsTest {
    private static final String NONE = "";

    private static final String[][] PUBLISHED = {
        {"batchtask.kafka.bootstrap-servers", "localhost:9092"},
        {"batchtask.kafka.group-id", "batchtask-bridge"},
        {"batchtask.kafka.client", NONE},
        {"batchtask.kafka.consumers", "1"},
        {"batchtask.topics.ids", "superoffice.batchtask.ids"},
        {"batchtask.topics.info", "superoffice.batchtask.info"},
        {"batchtask.topics.dead-letter", "superoffice.batchtask.ids.dlq"},
        {"batchtask.topics.follow", "superoffice.batchtask.follow"},
        {"batchtask.topics.replayed", NONE},
        {"batchtask.topics.create", "false"},
        {"batchtask.topics.partitions", "3"},
        {"batchtask.topics.replication-factor", "-1"},
        {"batchtask.netserver.url", "required"},
        {"batchtask.netserver.tenant", NONE},
        {"batchtask.netserver.application-token", NONE},
        {"batchtask.netserver.sign-in", "ticket"},
        {"batchtask.netserver.ticket", NONE},
        {"batchtask.netserver.username", NONE},
        {"batchtask.netserver.password", NONE},
        {"batchtask.netserver.access-token", NONE},
        {"batchtask.netserver.access-token-exchange", "false"},
        {"batchtask.netserver.system-user.token", NONE},
        {"batchtask.netserver.system-user.private-key", NONE},
        {"batchtask.netserver.system-user.environment", NONE},
        {"batchtask.netserver.system-user.exchange", "rest"},
        {"batchtask.netserver.time-zone", NONE},
        {"batchtask.netserver.errors.permanent", NONE},
        {"batchtask.netserver.errors.transient", NONE},
        {"batchtask.netserver.errors.not-found", NONE},
        {"batchtask.netserver.errors.sign-in", NONE},
        {"batchtask.netserver.base-time-zone", "UTC"},
        {"batchtask.netserver.connect-timeout", "5s"},
        {"batchtask.netserver.response-timeout", "30s"},
        {"batchtask.netserver.tls.trust-store", NONE},
        {"batchtask.netserver.tls.trust-store-password", NONE},
        {"batchtask.netserver.tls.trust-store-type", "PKCS12"},
        {"batchtask.netserver.proxy.url", NONE},
        {"batchtask.netserver.proxy.username", NONE},
        {"batchtask.netserver.proxy.password", NONE},
        {"batchtask.netserver.tls.key", NONE},
        {"batchtask.netserver.tls.key-store", NONE},
        {"batchtask.netserver.tls.key-store-password", NONE},
        {"batchtask.netserver.tls.key-store-type", "PKCS12"},
        {"batchtask.intake.max-in-flight", "64"},
        {"batchtask.intake.rate-limit", "0"},
        {"batchtask.retry.max-attempts", "5"},
        {"batchtask.retry.initial-delay", "500ms"},
        {"batchtask.retry.max-delay", "30s"},
        {"batchtask.retry.max-elapsed", "5m"},
        {"batchtask.retry.not-found-grace", "0"},
        {"batchtask.breaker.wait-duration", "1s"},
        {"batchtask.breaker.max-wait-duration", "10s"},
        {"batchtask.events.format", "cloudevents-binary"},
        {"batchtask.events.not-found", "publish"},
        {"batchtask.events.schema-base", "urn:batchtask-bridge:schema:"},
        {"batchtask.events.mask", NONE},
        {"batchtask.dead-letter.headers", "native"},
        {"batchtask.management.host", "127.0.0.1"},
        {"batchtask.management.port", "9876"},
        {"batchtask.management.token", NONE},
        {"batchtask.management.stuck-after", "15m"},
        {"batchtask.management.kafka-metrics", "essential"},
        {"batchtask.logging.format", "text"},
        {"batchtask.logging.level", "info"},
        {"batchtask.traces.enabled", "auto"},
        {"batchtask.shutdown.drain-timeout", "30s"},
    };

    @Test
    void keysAndDefaultsAreThePublishedOnes() {
        Map<String, String> published = new HashMap<>();
        List.of(PUBLISHED).forEach(line -> published.put(line[0], line[1]));
        Map<String, String> declared = new HashMap<>();
        Key.all()
                .forEach(key -> declared.put(
                        key.name(),
                        key.required() ? "required" : key.defaultValue().orElse(NONE)));
        assertThat(declared).isEqualTo(published);
    }

    @Test
    void theSecretsAreThePublishedOnes() {
        List<String> secrets = new ArrayList<>();
        Key.all().stream().filter(Key::isSecret).forEach(key -> secrets.add(key.name()));
        assertThat(secrets)
                .containsExactlyInAnyOrder(
                        "batchtask.netserver.application-token",
                        "batchtask.netserver.ticket",
                        "batchtask.netserver.password",
                        "batchtask.netserver.access-token",
                        "batchtask.netserver.system-user.token",
                        "batchtask.netserver.system-user.private-key",
                        "batchtask.netserver.tls.trust-store-password",
                        "batchtask.management.token",
                        "batchtask.netserver.proxy.password",
                        "batchtask.netserver.tls.key-store-password");
    }

    @Test
    void defaultsTakeEffect() {
        Settings settings = Given.complete().settings();
        assertThat(settings.kafka().client()).isEmpty();
        assertThat(settings.topics().replicationFactor()).isEqualTo(-1);
        assertThat(settings.netserver().baseTimeZone().normalized()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.retry().maxElapsed()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.retry().initialDelay()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.retry().notFoundGrace()).isZero();
        assertThat(settings.events().format()).isEqualTo(EventFormat.CLOUDEVENTS_BINARY);
        assertThat(settings.events().schemaBase()).isEqualTo("urn:batchtask-bridge:schema:");
        assertThat(settings.events().mask()).isEmpty();
        assertThat(settings.deadLetter().headers()).containsExactly(DeadLetterFamily.NATIVE);
    }
}
