package io.batchtask.bridge.traces;

import io.batchtask.bridge.settings.Version;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The SDK, set up by {@code OTEL_*} as in any other program, for spans alone. */
final class Autoconfiguration {
    /** Nothing listens to java.util.logging but a console: what goes wrong is said by {@link ReportingExporter}. */
    private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry"); // a logger no one holds is forgotten

    private static final Map<String, String> DEFAULTS = Map.of("otel.exporter.otlp.protocol", "http/protobuf");

    /** An environment is shared by many programs: what is said there for metrics, logs and other headers is not ours. */
    private static final Map<String, String> FIXED = Map.of(
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.propagators", "tracecontext");

    private Autoconfiguration() {}

    /**
     * By these variables.
     *
     * @param node what tells this instance from others
     * @throws RuntimeException if they cannot be used; says which
     */
    static SdkTracerProvider provider(OtelVariables variables, String node) {
        SDK_LOG.setLevel(Level.OFF);
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook() // the service closes it, when the last span has ended
                .addPropertiesCustomizer(properties -> variables.over(DEFAULTS, FIXED))
                .addResourceCustomizer((resource, config) -> ours(resource, config, node))
                .addSpanExporterCustomizer(
                        (exporter, config) -> new ReportingExporter(exporter, variables::secrets, System::nanoTime))
                .build()
                .getOpenTelemetrySdk()
                .getSdkTracerProvider();
    }

    /** The names this program goes by elsewhere, where the environment gives it none. */
    private static Resource ours(Resource given, ConfigProperties config, String node) {
        Map<String, String> named = config.getMap("otel.resource.attributes");
        ResourceBuilder names = given.toBuilder();
        Map.of(
                        Conventions.SERVICE_NAME,
                        "batchtask-bridge",
                        Conventions.SERVICE_VERSION,
                        Version.current(),
                        Conventions.SERVICE_INSTANCE,
                        node)
                .forEach((key, value) -> {
                    if (!named.containsKey(key.getKey()) && !isServiceName(key, config)) {
                        names.put(key, value);
                    }
                });
        return names.build();
    }

    private static boolean isServiceName(AttributeKey<String> key, ConfigProperties config) {
        return key == Conventions.SERVICE_NAME && config.getString("otel.service.name") != null;
    }
}
