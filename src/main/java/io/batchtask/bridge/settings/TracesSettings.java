package io.batchtask.bridge.settings;

import io.smallrye.config.WithDefault;

/** Traces by OpenTelemetry; where they are sent is said by its own variables, {@code OTEL_*}. */
public interface TracesSettings {
    @Doc("spans sent by OpenTelemetry; auto: when OTEL_EXPORTER_OTLP_ENDPOINT or ..._TRACES_ENDPOINT is set")
    @WithDefault("auto")
    Enabled enabled();

    /** When spans are made. */
    enum Enabled {
        AUTO,
        TRUE,
        FALSE
    }
}
