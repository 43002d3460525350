package io.batchtask.bridge.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Hands lines on to the appender it is given, a few of each kind a minute; of the rest it says how many there were, once
 * a minute, and when no more come. With our own level at {@code debug} or lower all our lines go through.
 */
public final class SummingAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    private static final String OURS = "io.batchtask";
    private static final long LOOK_EVERY_SECONDS = 5;

    private final AppenderAttachableImpl<ILoggingEvent> out = new AppenderAttachableImpl<>();
    private final Surges surges = new Surges(System::nanoTime);
    private ScheduledFuture<?> looking;

    /** Of Logback's configuration: {@code 10 rejected} lets ten of these through in a minute. */
    public void addSingly(String limit) {
        String[] parts = limit.strip().split(" ", 2);
        surges.singly(parts[1], Integer.parseInt(parts[0]));
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (isAllWanted(event) || surges.passes(event)) {
            out.appendLoopOnAppenders(event);
        } else {
            beginToLook();
        }
    }

    private boolean isAllWanted(ILoggingEvent event) {
        return LinePattern.isOurs(event.getLoggerName())
                && getContext() instanceof LoggerContext loggers
                && Level.DEBUG.isGreaterOrEqual(loggers.getLogger(OURS).getEffectiveLevel());
    }

    private synchronized void beginToLook() {
        if (looking == null && isStarted()) {
            looking = getContext()
                    .getScheduledExecutorService()
                    .scheduleWithFixedDelay(
                            () -> surges.look().forEach(out::appendLoopOnAppenders),
                            LOOK_EVERY_SECONDS,
                            LOOK_EVERY_SECONDS,
                            TimeUnit.SECONDS);
        }
    }

    /** Says what has not been said yet. */
    @Override
    public synchronized void stop() {
        if (isStarted()) {
            super.stop();
            if (looking != null) {
                looking.cancel(false);
            }
            surges.rest().forEach(out::appendLoopOnAppenders);
            out.detachAndStopAllAppenders();
        }
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        out.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return out.iteratorForAppenders();
    }

    @Override
    public Appender<ILoggingEvent> getAppender(String name) {
        return out.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return out.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        out.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return out.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return out.detachAppender(name);
    }
}
