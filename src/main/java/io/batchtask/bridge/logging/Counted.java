package io.batchtask.bridge.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of one kind that were counted, the latest of them, and how their number is said. */
final class Counted {
    /** The kind of all lines beyond those that are counted by kind. */
    static final String OTHER = "other";

    /** What makes a kind of a line of one pattern, beside its level. */
    private static final List<String> KIND = List.of("class", "code", "check", "topic");

    private final ILoggingEvent event;
    private final long count;
    private final Map<String, String> values;

    Counted(ILoggingEvent event) {
        this(event, 1, isOurs(event) ? LinePattern.of(event.getMessage()).values(event.getArgumentArray()) : Map.of());
    }

    private Counted(ILoggingEvent event, long count, Map<String, String> values) {
        event.prepareForDeferredProcessing(); // it may be said by another thread
        this.event = event;
        this.count = count;
        this.values = values;
    }

    private static boolean isOurs(ILoggingEvent event) {
        return LinePattern.isOurs(event.getLoggerName());
    }

    /** The later one, unless it is less serious, and both numbers. */
    Counted and(Counted later) {
        Counted shown = later.level().isGreaterOrEqual(level()) ? later : this;
        return new Counted(shown.event, count + later.count, shown.values);
    }

    long count() {
        return count;
    }

    Level level() {
        return event.getLevel();
    }

    String kind() {
        return KIND.stream().map(values::get).map(String::valueOf).collect(Collectors.joining(" ", level() + " ", ""));
    }

    /** A line that was the only one is said as it is. */
    ILoggingEvent summary(Duration time) {
        if (count == 1) {
            return event;
        }
        if (!isOurs(event)) {
            return line(
                    "more lines of this logger; count={} in={}; the latest: {}",
                    List.of(count, Lasting.words(time), event.getFormattedMessage()));
        }
        Map<String, String> kind = only(true);
        Map<String, String> rest = only(false);
        String pattern =
                text() + "; count={} in={}" + keys(kind) + (rest.isEmpty() ? "" : "; the latest:" + keys(rest));
        return line(
                pattern,
                Stream.of(List.of(count, Lasting.words(time)), kind.values(), rest.values())
                        .flatMap(part -> part.stream())
                        .collect(Collectors.<Object>toList()));
    }

    /** Several kinds in one line, as serious as the worst of them. */
    static ILoggingEvent together(List<Counted> kinds, Duration time) {
        Counted first = Collections.max(kinds, Comparator.comparingInt(kind -> kind.level().levelInt));
        long sum = kinds.stream().mapToLong(Counted::count).sum();
        return first.line(first.text() + "; count={} in={} kinds={}", List.of(sum, Lasting.words(time), kinds.size()));
    }

    /** The end of the surge. */
    ILoggingEvent over(Level worst, long all, Duration time) {
        return line(
                worst,
                "no more of these for a minute; line={} count={} in={}",
                List.of(text(), all, Lasting.words(time)));
    }

    private Map<String, String> only(boolean ofTheKind) {
        Map<String, String> some = new LinkedHashMap<>(values);
        some.keySet().removeIf(key -> KIND.contains(key) != ofTheKind);
        return some;
    }

    private static String keys(Map<String, String> values) {
        return values.keySet().stream().map(key -> " " + key + "={}").collect(Collectors.joining());
    }

    private String text() {
        return isOurs(event) ? LinePattern.of(event.getMessage()).text() : event.getLoggerName();
    }

    private ILoggingEvent line(String pattern, List<?> arguments) {
        return line(level(), pattern, arguments);
    }

    private ILoggingEvent line(Level level, String pattern, List<?> arguments) {
        LoggingEvent line = new LoggingEvent();
        line.setLoggerName(event.getLoggerName());
        line.setLevel(level);
        line.setThreadName(Thread.currentThread().getName());
        line.setTimeStamp(System.currentTimeMillis());
        line.setMDCPropertyMap(Map.of());
        line.setMessage(pattern);
        line.setArgumentArray(new ArrayList<Object>(arguments).toArray());
        return line;
    }
}
