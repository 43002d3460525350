package io.batchtask.bridge.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What a class logs during a test, on the test's own thread: tests that run at the same time write to the same log. To
 * be registered as an extension.
 */
public final class Logged implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final String thread = Thread.currentThread().getName();

    private Logged(Class<?> of) {
        logger = (Logger) LoggerFactory.getLogger(of);
    }

    public static Logged of(Class<?> logging) {
        return new Logged(logging);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        appender.start();
        logger.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.detachAppender(appender);
        appender.stop();
    }

    /** All of them, in order. */
    public List<ILoggingEvent> events() {
        synchronized (appender) { // as other tests may be logging
            return appender.list.stream()
                    .filter(line -> line.getThreadName().equals(thread))
                    .toList();
        }
    }

    /** Those operators see, each with its level before it. */
    public List<String> said() {
        return events().stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    public void forget() {
        appender.list.clear();
    }
}
