package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What the bridge in this process logs from now on. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    /** Held by tests that read the log, and by those whose bridge in this process writes lines they wait for. */
    public static final String LOCK = "log of this process";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.batchtask.bridge");

    private LogLines() {
        start();
        logger.addAppender(this);
    }

    public static LogLines listen() {
        return new LogLines();
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }

    /** All lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public long count(String words) {
        return lines.stream().filter(line -> line.contains(words)).count();
    }

    /** Waits until these words are logged. */
    public void await(String words) {
        Awaitility.await(words).atMost(Timeouts.LONG).untilAsserted(() -> assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains(words)));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
