package io.batchtask.bridge.settings;

import io.smallrye.config.WithDefault;

/** The log, which goes to standard error. */
public interface LoggingSettings {
    @Doc("readable lines, or one JSON object a line in the Elastic Common Schema")
    @WithDefault("text")
    Format format();

    @Doc("how much the bridge itself says; libraries stay at warnings")
    @WithDefault("info")
    Level level();

    /** Forms of a log line. */
    enum Format {
        TEXT,
        ECS
    }

    /** From the least to the most. */
    enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
