package io.batchtask.bridge.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;

/** Log lines made by hand. */
final class Lines {
    static final String OURS = "io.batchtask.bridge.relay.Reject";
    static final String THEIRS = "org.apache.kafka.clients.NetworkClient";

    private Lines() {}

    static ILoggingEvent line(String logger, Level level, String pattern, Object... arguments) {
        return event(logger, level, Map.of(), pattern, arguments);
    }

    static ILoggingEvent warn(String pattern, Object... arguments) {
        return line(OURS, Level.WARN, pattern, arguments);
    }

    /** An error with its stack trace. */
    static ILoggingEvent broken(String text, Throwable thrown) {
        return event(OURS, Level.ERROR, Map.of(), text, new Object[] {thrown}); // the last argument is no value
    }

    /** One that belongs to a trace. */
    static ILoggingEvent traced(Map<String, String> context, String pattern, Object... arguments) {
        return event(OURS, Level.WARN, context, pattern, arguments);
    }

    private static ILoggingEvent event(
            String logger, Level level, Map<String, String> context, String pattern, Object[] arguments) {
        LoggingEvent event = new LoggingEvent(
                Lines.class.getName(), new LoggerContext().getLogger(logger), level, pattern, null, arguments);
        event.setMDCPropertyMap(context);
        return event;
    }
}
