package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientSettingsTest {
    private static final String CLIENT = "batchtask.kafka.client.";
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"bridge\" password=\"hunter22\";";

    @Test
    void aPropertyKeepsItsDots() {
        Given given = Given.complete()
                .file(CLIENT + "security.protocol", "SASL_SSL")
                .property(CLIENT + "sasl.jaas.config", JAAS)
                .property(CLIENT + "session.timeout.ms", "45000");
        assertThat(given.settings().kafka().client())
                .isEqualTo(Map.of(
                        "security.protocol", "SASL_SSL", "sasl.jaas.config", JAAS, "session.timeout.ms", "45000"));
    }

    @Test
    void inAVariableEachUnderscoreIsADot() {
        Given given = Given.complete()
                .environment("BATCHTASK_KAFKA_CLIENT_SESSION_TIMEOUT_MS", "45000")
                .environment("BATCHTASK_KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", "/etc/kafka.p12");
        assertThat(given.settings().kafka().client())
                .isEqualTo(Map.of("session.timeout.ms", "45000", "ssl.truststore.location", "/etc/kafka.p12"));
    }

    @Test
    void theEnvironmentBeatsTheFileHereToo() {
        Given given = Given.complete()
                .file(CLIENT + "session.timeout.ms", "1")
                .environment("BATCHTASK_KAFKA_CLIENT_SESSION_TIMEOUT_MS", "2");
        assertThat(given.settings().kafka().client()).containsEntry("session.timeout.ms", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "bootstrap.servers, use batchtask.kafka.bootstrap-servers",
        "group.id, use batchtask.kafka.group-id",
        "enable.auto.commit, the bridge commits itself",
        "auto.offset.reset, 'always earliest, so that nothing is skipped; a group''s offsets can be moved'",
        "partitioner.class, 'the key decides the partition, else there is no order'",
        "partitioner.ignore.keys, 'the key decides the partition, else there is no order'",
        "acks, always all",
        "enable.idempotence, always on",
        "max.in.flight.requests.per.connection, the bridge sets it",
        "transactional.id, the bridge uses no transactions",
        "key.serializer, the bridge sets it",
        "value.serializer, the bridge sets it",
        "key.deserializer, the bridge sets it",
        "value.deserializer, the bridge sets it"
    })
    void whatTheGuaranteesRestOnIsRefusedFromEverySource(String name, String reason) {
        String variable = "BATCHTASK_KAFKA_CLIENT_" + Key.environmentName(name);
        assertThat(Given.complete().property(CLIENT + name, "x").problems())
                .containsExactly(CLIENT + name + " (-D) cannot be set: " + reason);
        assertThat(Given.complete().environment(variable, "x").problems())
                .containsExactly(CLIENT + name + " (environment " + variable + ") cannot be set: " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "isolation.level, read_committed",
        "partition.assignment.strategy, org.apache.kafka.clients.consumer.RangeAssignor",
        "group.protocol, consumer",
        "group.instance.id, one",
        "max.poll.interval.ms, 600000",
        "allow.auto.create.topics, false",
        "compression.type, zstd",
        "linger.ms, 20",
        "client.rack, east",
        "max.poll.records, 100",
        "interceptor.classes, com.example.Tracing",
        "retries, 100",
        "enable.auto.commit, false",
        "auto.offset.reset, earliest",
        "acks, all",
        "acks, -1",
        "enable.idempotence, true",
        "partitioner.ignore.keys, false"
    })
    void whatHarmsNoGuaranteeIsTheUsersOwnDecision(String name, String value) {
        assertThat(Given.complete()
                        .property(CLIENT + name, value)
                        .settings()
                        .kafka()
                        .client())
                .isEqualTo(Map.of(name, value));
    }

    @Test
    void severalConsumersOfOneProcessCannotBeTheSameMember() {
        Given given = Given.complete().property(CLIENT + "group.instance.id", "one");

        assertThat(given.property("batchtask.kafka.consumers", "2").problems())
                .containsExactly(CLIENT + "group.instance.id cannot be set with batchtask.kafka.consumers = 2:"
                        + " they would throw each other out of the group; start more processes instead");
        assertThat(given.property("batchtask.kafka.consumers", "1")
                        .settings()
                        .kafka()
                        .client())
                .containsKey("group.instance.id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "ssl.key.password",
                "ssl.keystore.password",
                "ssl.keystore.key",
                "ssl.truststore.password",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.oauthbearer.assertion.private.key.passphrase",
                "basic.auth.user.info"
            })
    void whatLooksSensitiveIsMaskedWhenShown(String name) {
        SettingsLoader.Loaded loaded =
                Given.complete().property(CLIENT + name, "hunter22").load();
        assertThat(SettingsReference.effective(loaded)).containsEntry(CLIENT + name, "***");
        assertThat(loaded.toString()).doesNotContain("hunter22");
    }

    @Test
    void whatIsNotSensitiveIsShown() {
        SettingsLoader.Loaded loaded =
                Given.complete().property(CLIENT + "security.protocol", "SSL").load();
        assertThat(SettingsReference.effective(loaded)).containsEntry(CLIENT + "security.protocol", "SSL");
    }
}
