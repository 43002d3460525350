package io.batchtask.bridge.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.batchtask.bridge.settings.LoggingSettings;
import io.batchtask.bridge.settings.NodeName;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.Version;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The log as the settings want it. Until they are read it has its usual form. */
final class Log {
    private static final String OWN_FILE = "logback.configurationFile";

    private Log() {}

    /** @param quiet for a person at a terminal: what is wrong, once; at debug all the same */
    static void use(Settings settings, boolean quiet) {
        LoggingSettings.Format format = settings.logging().format();
        LoggingSettings.Level level = settings.logging().level();
        if (quiet && level == LoggingSettings.Level.INFO) {
            level = LoggingSettings.Level.WARN;
        }
        boolean usual = format == LoggingSettings.Format.TEXT && level == LoggingSettings.Level.INFO;
        if (usual
                || System.getProperty(OWN_FILE) != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        context.putProperty("format", format.name().toLowerCase(Locale.ROOT));
        context.putProperty("level", level.name());
        boolean all = level == LoggingSettings.Level.DEBUG || level == LoggingSettings.Level.TRACE;
        if (all) {
            context.putProperty("clients", "WARN");
        } else if (quiet) {
            context.putProperty("clients", "OFF");
            context.putProperty("waiting", "OFF");
        }
        context.putProperty("version", Version.current());
        context.putProperty("node", NodeName.of(settings));
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Log.class.getResource("/logback.xml"));
        } catch (ch.qos.logback.core.joran.spi.JoranException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The process ends: what was counted and not yet said is said now. */
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
