package io.batchtask.bridge.traces;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.settings.NodeName;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.SettingsException;
import io.batchtask.bridge.settings.TracesSettings.Enabled;
import io.batchtask.bridge.settings.Version;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether there are traces at all, by the settings and by what is said to every OpenTelemetry SDK. */
public final class Traces {
    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);

    private Traces() {}

    /**
     * Those of this process.
     *
     * @param redact takes secrets out of what leaves with a span
     * @throws SettingsException if they are asked for and cannot be had; where that is left to the environment they are
     *     off then, as a collector must not keep the bridge from its work
     */
    public static Tracing open(Settings settings, UnaryOperator<String> redact) {
        return open(settings, OtelVariables.of(System.getenv(), System.getProperties()), redact);
    }

    static Tracing open(Settings settings, OtelVariables variables, UnaryOperator<String> redact) {
        Enabled enabled = settings.traces().enabled();
        if (enabled == Enabled.FALSE
                || variables.wantNoSpans()
                || (enabled == Enabled.AUTO && !variables.haveEndpoint())) {
            return Tracing.OFF;
        }
        try {
            String node = NodeName.of(settings);
            Tracing on = over(
                    Autoconfiguration.provider(variables, node),
                    settings.kafka().groupId(),
                    redact);
            LOG.info("traces are on; instance={}", node);
            return on;
        } catch (RuntimeException | LinkageError | ServiceConfigurationError unusable) {
            String reason = new Redactor(variables::secrets).redact(Causes.explain(unusable));
            if (enabled == Enabled.TRUE) {
                throw new SettingsException(
                        List.of("batchtask.traces.enabled = true, but OTEL_* cannot be used: " + reason));
            }
            LOG.warn("traces are off, OpenTelemetry cannot be set up; reason={}", reason);
            return Tracing.OFF;
        }
    }

    /** Through that provider, which is closed with them. */
    public static Tracing over(SdkTracerProvider provider, String group, UnaryOperator<String> redact) {
        return new SdkTracing(provider, Version.current(), group, redact);
    }
}
