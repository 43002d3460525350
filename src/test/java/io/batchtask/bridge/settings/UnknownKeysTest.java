package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {
    @ParameterizedTest
    @CsvSource({
        "batchtask.kafka.groupid, batchtask.kafka.group-id",
        "batchtask.kafka.GROUP-ID, batchtask.kafka.group-id",
        "batchtask.topics.deadletter, batchtask.topics.dead-letter",
        "batchtask.netserver.pasword, batchtask.netserver.password",
        "batchtask.netserver.ticket-fil, batchtask.netserver.ticket-file",
        "batchtask.retry.attempts, batchtask.retry.max-attempts",
        "batchtask.kafka.client, batchtask.kafka.client.*",
        "batchtask.kafka.clients.acks, batchtask.kafka.client.*",
        "batchtask.kafka.client., batchtask.kafka.client.*"
    })
    void anUnknownKeyIsAnErrorWithTheNearestOneSuggested(String unknown, String suggested) {
        assertThat(Given.complete().property(unknown, "hunter22").problems())
                .containsExactly(unknown + " (-D) is unknown; did you mean " + suggested + "?");
    }

    @ParameterizedTest
    @CsvSource({
        "BATCHTASK_KAFKA_GROUPID, BATCHTASK_KAFKA_GROUP_ID",
        "BATCHTASK_NETSERVER_PASSWD, BATCHTASK_NETSERVER_PASSWORD",
        "BATCHTASK_MANAGMENT_PORT, BATCHTASK_MANAGEMENT_PORT",
        "BATCHTASK_KAFKA_CLIENT, BATCHTASK_KAFKA_CLIENT_*"
    })
    void anUnknownVariableIsAnErrorWithTheNearestOneSuggested(String unknown, String suggested) {
        assertThat(Given.complete().environment(unknown, "9876").problems())
                .containsExactly("environment variable " + unknown + " is unknown; did you mean " + suggested + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failure-rate", "minimum-calls", "window"})
    void aKeyOfAFormerVersionIsAnErrorThatSaysWhatHasComeInItsPlace(String gone) {
        String variable = "BATCHTASK_BREAKER_" + gone.toUpperCase(Locale.ROOT).replace('-', '_');

        assertThat(Given.complete()
                        .file("batchtask.breaker." + gone, "50")
                        .property("batchtask.breaker." + gone, "50")
                        .problems())
                .containsExactly("batchtask.breaker." + gone + " (-D) is gone, remove it: an outage is what several"
                        + " probes in a row find, after many different tasks have failed and none was answered");
        assertThat(Given.complete().environment(variable, "50").problems())
                .singleElement()
                .asString()
                .startsWith("batchtask.breaker." + gone + " (environment " + variable + ") is gone");
    }

    @Test
    void whatIsGoneIsNeitherKnownNorSuggested() {
        assertThat(KnownKeys.FORMER.keySet()).isNotEmpty().doesNotContainAnyElementsOf(KnownKeys.names());
        assertThat(KnownKeys.FORMER).doesNotContainKey(KnownKeys.nearest("batchtask.breaker.windo"));
    }

    @Test
    void anUnknownKeyIsAnErrorAlsoWithoutAValue() {
        assertThat(Given.complete()
                        .property("batchtask.kafka.groupid", "")
                        .environment("BATCHTASK_MANAGMENT_PORT", " ")
                        .problems())
                .containsExactly(
                        "batchtask.kafka.groupid (-D) is unknown; did you mean batchtask.kafka.group-id?",
                        "environment variable BATCHTASK_MANAGMENT_PORT is unknown;"
                                + " did you mean BATCHTASK_MANAGEMENT_PORT?");
    }

    @Test
    void aKnownKeyWithoutAValueIsNotSet() {
        assertThat(Given.complete()
                        .property("batchtask.netserver.password-file", "")
                        .property("batchtask.kafka.client.ssl.protocol", "")
                        .environment("BATCHTASK_KAFKA_CLIENT_SESSION_TIMEOUT_MS", "")
                        .environment("BATCHTASK_BRIDGE_SERVICE_HOST", "")
                        .load()
                        .values())
                .hasSize(2);
    }

    /** No one else's keys stand there, so each of these was meant for us. */
    @ParameterizedTest
    @CsvSource({
        "netserver.time-zone, batchtask.netserver.time-zone",
        "batchtaks.intake.max-in-flight, batchtask.intake.max-in-flight",
        "bachtask.events.format, batchtask.events.format",
        "Batchtask.kafka.group-id, batchtask.kafka.group-id",
        "BATCHTASK_KAFKA_GROUP_ID, batchtask.kafka.group-id",
        "kafka.client.security.protocol, batchtask.kafka.client.*"
    })
    void inAFileEveryKeyMustBeKnown(String unknown, String suggested) {
        assertThat(Given.complete().file(unknown, "hunter22").problems())
                .singleElement()
                .asString()
                .matches("\\Q" + unknown + "\\E \\(file .*, line [0-9]+\\) is unknown; did you mean \\Q" + suggested
                        + "\\E\\?");
    }

    @Test
    void allUnknownKeysOfAFileAreReportedAtOnceAlsoThoseWithoutAValue() {
        assertThat(Given.complete()
                        .file("netserver.url", "")
                        .file("camel.main.name", "x")
                        .file("batchtaks.kafka.consumers", "2")
                        .problems())
                .hasSize(3)
                .allMatch(problem -> problem.contains(" is unknown; did you mean batchtask."));
    }

    @Test
    void whatIsNotOursIsNoneOfOurBusiness() {
        Given given = Given.complete()
                .environment("BATCHTASKS", "x")
                .environment("PATH", "/bin")
                .property("java.home", "/jdk")
                .property("batchtaks.kafka.consumers", "3");
        assertThat(given.load().values()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "BATCHTASK_BRIDGE_SERVICE_HOST, 10.0.0.1",
        "BATCHTASK_BRIDGE_SERVICE_PORT, 9876",
        "BATCHTASK_BRIDGE_SERVICE_PORT_MANAGEMENT, 9876",
        "BATCHTASK_BRIDGE_PORT, tcp://10.0.0.1:9876",
        "BATCHTASK_BRIDGE_PORT_9876_TCP, tcp://10.0.0.1:9876",
        "BATCHTASK_BRIDGE_PORT_9876_TCP_PROTO, tcp",
        "BATCHTASK_BRIDGE_PORT_9876_TCP_PORT, 9876",
        "BATCHTASK_BRIDGE_PORT_9876_TCP_ADDR, 10.0.0.1",
        "BATCHTASK_SERVICE_HOST, 10.0.0.1",
        "BATCHTASK_SERVICE_PORT, 9876",
        "BATCHTASK_PORT, tcp://10.0.0.1:9876",
        "BATCHTASK_PORT_9876_TCP, tcp://10.0.0.1:9876",
        "BATCHTASK_MANAGEMENT_PORT, tcp://10.0.0.1:9876",
        "BATCHTASK_MANAGEMENT_SERVICE_HOST, 10.0.0.1"
    })
    void variablesThatKubernetesSetsForServicesAreIgnored(String variable, String value) {
        assertThat(Given.complete()
                        .environment(variable, value)
                        .settings()
                        .management()
                        .port())
                .isEqualTo(9876);
    }
}
