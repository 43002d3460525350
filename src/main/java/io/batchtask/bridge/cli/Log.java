package io.batchtask.bridge.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.batchtask.bridge.settings.LoggingSettings;
import io.batchtask.bridge.settings.Version;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The log as the settings want it. Until they are read it has its usual form. */
final class Log {
    private static final String OWN_FILE = "logback.configurationFile";

    private Log() {}

    static void use(LoggingSettings settings) {
        boolean usual =
                settings.format() == LoggingSettings.Format.TEXT && settings.level() == LoggingSettings.Level.INFO;
        if (usual
                || System.getProperty(OWN_FILE) != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        context.putProperty("format", settings.format().name().toLowerCase(Locale.ROOT));
        context.putProperty("level", settings.level().name());
        context.putProperty("version", Version.current());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Log.class.getResource("/logback.xml"));
        } catch (ch.qos.logback.core.joran.spi.JoranException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
