package io.batchtask.bridge.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** All lines of the process, by what they have in common: a pattern of ours, or a logger of a library. */
final class Surges {
    private static final int SINGLY = 5;

    private final Map<String, Integer> singly = new HashMap<>();
    private final Map<String, Surge> surges = new HashMap<>();
    private final LongSupplier nanoTime;

    Surges(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** So many lines of a minute that begin with that text are let through; of all others, five. */
    synchronized void singly(String text, int lines) {
        singly.put(text, lines);
    }

    /** False when the line was counted instead of being said. */
    synchronized boolean passes(ILoggingEvent event) {
        long now = nanoTime.getAsLong();
        return surges.computeIfAbsent(name(event), name -> new Surge(singly.getOrDefault(name, SINGLY), now))
                .passes(event, now);
    }

    private static String name(ILoggingEvent event) {
        return LinePattern.isOurs(event.getLoggerName())
                ? LinePattern.of(event.getMessage()).text()
                : event.getLoggerName();
    }

    /** What is to be said now. */
    synchronized List<ILoggingEvent> look() {
        long now = nanoTime.getAsLong();
        return surges.values().stream()
                .flatMap(surge -> surge.look(now).stream())
                .toList();
    }

    /** The counts that have not been said yet. */
    synchronized List<ILoggingEvent> rest() {
        long now = nanoTime.getAsLong();
        return surges.values().stream()
                .flatMap(surge -> surge.counts(now).stream())
                .toList();
    }
}
