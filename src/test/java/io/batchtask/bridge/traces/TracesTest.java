package io.batchtask.bridge.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.logging.Logged;
import io.batchtask.bridge.settings.Given;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.SettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String NOWHERE = "http://127.0.0.1:9";

    @RegisterExtension
    private final Logged log = Logged.of(Traces.class);

    private static Tracing open(String enabled, OtelVariables variables) {
        Settings settings =
                Given.complete().file("batchtask.traces.enabled", enabled).settings();
        return Traces.open(settings, variables, UnaryOperator.identity());
    }

    private static OtelVariables environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return OtelVariables.of(environment, new Properties());
    }

    private static boolean isOn(String enabled, OtelVariables variables) {
        try (Tracing opened = open(enabled, variables)) {
            return opened != Tracing.OFF;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "auto, OTEL_EXPORTER_OTLP_ENDPOINT, http://127.0.0.1:9, true",
        "auto, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://127.0.0.1:9/v1/traces, true",
        "auto, OTEL_EXPORTER_OTLP_ENDPOINT, '', false",
        "auto, OTEL_EXPORTER_OTLP_ENDPOINT, ' ', false",
        "auto, OTEL_EXPORTER_OTLP_PROTOCOL, http/protobuf, false",
        "auto, XOTEL_EXPORTER_OTLP_ENDPOINT, http://127.0.0.1:9, false",
        "auto, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, http://127.0.0.1:9/v1/metrics, false",
        "auto, OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, http://127.0.0.1:9/v1/logs, false",
        "auto, OTEL_SERVICE_NAME, bridge, false",
        "true, OTEL_TRACES_EXPORTER, none, false",
        "true, OTEL_SERVICE_NAME, bridge, true",
        "true, OTEL_EXPORTER_OTLP_ENDPOINT, '', true",
        "true, OTEL_SDK_DISABLED, TRUE, false",
        "false, OTEL_EXPORTER_OTLP_ENDPOINT, http://127.0.0.1:9, false"
    })
    void theyAreOnWhenTheSettingsOrAnEndpointSaySo(String enabled, String name, String value, boolean on) {
        assertThat(isOn(enabled, environment(name, value))).isEqualTo(on);
    }

    @Test
    void aSystemPropertyIsAsGoodAsAVariableAndComesFirst() {
        Properties system = new Properties();
        system.setProperty("otel.exporter.otlp.endpoint", NOWHERE);
        assertThat(isOn("auto", OtelVariables.of(Map.of(), system))).isTrue();
        system.setProperty("otel.sdk.disabled", "true");
        assertThat(isOn("auto", OtelVariables.of(Map.of("OTEL_SDK_DISABLED", "false"), system)))
                .isFalse();
    }

    /** The SDK reads the environment itself, and an empty value there is one to it. */
    @Test
    void whatIsThereAndEmptyIsTakenBackFromTheSdk() {
        OtelVariables variables = environment("OTEL_TRACES_SAMPLER", "", "OTEL_EXPORTER_OTLP_PROTOCOL", " ");

        assertThat(variables.over(Map.of("otel.exporter.otlp.protocol", "http/protobuf"), Map.of()))
                .containsEntry("otel.traces.sampler", null)
                .containsEntry("otel.exporter.otlp.protocol", "http/protobuf")
                .hasSize(2);
    }

    @Test
    void eachHeaderForTheReceiverIsASecretAsItIsWrittenAndAsItIsSent() {
        assertThat(environment("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "authorization=Bearer%20abc, x-key=0123=4")
                        .secrets())
                .contains("Bearer%20abc", "Bearer abc", "0123=4");
    }

    /** As when a class of the exporter is not there, or one of its parts cannot be had. */
    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, ServiceConfigurationError.class})
    void aPartThatIsMissingTurnsThemOffAsWell(Class<? extends Error> missing) throws Exception {
        Error error = missing.getConstructor(String.class).newInstance("not there");
        Map<String, Optional<String>> values =
                new HashMap<>(environment(ENDPOINT, NOWHERE).values()) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void forEach(BiConsumer<? super String, ? super Optional<String>> each) {
                        throw error; // while the SDK is being set up
                    }
                };

        assertThat(isOn("auto", new OtelVariables(values))).isFalse();
        assertThat(log.said()).singleElement().asString().endsWith("reason=not there");
        assertThatThrownBy(() -> open("true", new OtelVariables(values))).isInstanceOf(SettingsException.class);
    }

    /** Each is what some platform sets for all its programs, or somebody's slip. */
    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, carrier-pigeon",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, crm.example:4318",
        "OTEL_EXPORTER_OTLP_TIMEOUT, soon",
        "OTEL_EXPORTER_OTLP_CERTIFICATE, /no/such/file",
        "OTEL_EXPORTER_OTLP_HEADERS, of-no-form-0123456789",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, udp://me:of-no-form-0123456789@collector",
        "OTEL_TRACES_SAMPLER, sometimes",
        "OTEL_TRACES_EXPORTER, zipkin",
        "OTEL_BSP_MAX_QUEUE_SIZE, many",
    })
    void whatCannotBeUsedTurnsThemOffWithOneWarningAndEndsAProgramThatAsksForThem(String name, String value) {
        OtelVariables variables = environment(ENDPOINT, NOWHERE, name, value);

        assertThat(isOn("auto", variables)).isFalse();
        assertThat(log.said())
                .singleElement()
                .asString()
                .startsWith("WARN traces are off, OpenTelemetry cannot be set up; reason=")
                .doesNotContain("of-no-form-0123456789");
        assertThatThrownBy(() -> open("true", variables))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("batchtask.traces.enabled = true")
                .hasMessageNotContaining("of-no-form-0123456789");
    }

    /** What is meant for a program's metrics, logs or other headers says nothing of our spans. */
    @ParameterizedTest
    @CsvSource({
        "OTEL_METRICS_EXPORTER, prometheus",
        "OTEL_LOGS_EXPORTER, elsewhere",
        "OTEL_PROPAGATORS, b3multi",
        "OTEL_TRACES_SAMPLER, parentbased_traceidratio",
        "OTEL_EXPORTER_OTLP_HEADERS, authorization=Bearer%20x"
    })
    void whatConcernsOthersDoesNotMatter(String name, String value) {
        assertThat(isOn("auto", environment(ENDPOINT, NOWHERE, name, value))).isTrue();
    }

    @Test
    void offIsNothingAtAll() {
        assertThat(open("auto", environment())).isSameAs(Tracing.OFF);
        assertThat(Tracing.OFF.record(null, null, null, null)).isSameAs(RecordSpan.NONE);
        assertThat(Tracing.OFF.call(null, null, null, null)).isSameAs(CallSpan.NONE);
    }
}
