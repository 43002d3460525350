package io.batchtask.bridge.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of one pattern, or of one logger of a library. The first of a minute are let through; when there are more, the
 * surge is on: lines are counted until a whole period brings none.
 */
final class Surge {
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** Until the first summary; from then on it is a minute. */
    static final Duration FIRST = Duration.ofSeconds(30);

    private static final int MOST_SUMMARIES = 4;
    private static final int MOST_KINDS = 100;

    private final int singly;
    private final Map<String, Counted> counted = new LinkedHashMap<>();
    private long minute;
    private int passed;
    private boolean traced;
    private boolean on;
    private long since;
    private long counting;
    private long due;
    private long all;
    private Level worst;
    private Counted latest;

    /** @param singly so many lines of a minute are let through */
    Surge(int singly, long now) {
        this.singly = singly;
        this.minute = now;
    }

    /**
     * @param now nanoseconds, as all times here
     * @return false when it was counted instead
     */
    boolean passes(ILoggingEvent event, long now) {
        if (!on && now - minute >= MINUTE.toNanos()) {
            begin(now);
        }
        if (isTrace(event) && !traced) { // no count has room for a stack trace
            traced = true;
            return true;
        }
        if (!on) {
            if (passed < singly) {
                passed++;
                return true;
            }
            on = true;
            since = now;
            counting = now;
            due = now + FIRST.toNanos();
            all = 0;
            worst = event.getLevel();
        }
        count(event);
        return false;
    }

    private void begin(long now) {
        minute = now;
        passed = 0;
        traced = false;
    }

    private static boolean isTrace(ILoggingEvent event) {
        return event.getThrowableProxy() != null && event.getLevel().isGreaterOrEqual(Level.ERROR);
    }

    private void count(ILoggingEvent event) {
        Counted one = new Counted(event);
        String kind = counted.size() < MOST_KINDS ? one.kind() : Counted.OTHER;
        latest = counted.merge(kind, one, Counted::and);
        all++;
        worst = event.getLevel().isGreaterOrEqual(worst) ? event.getLevel() : worst;
    }

    /** What is to be said now: nothing, the counts, or that it is over. */
    List<ILoggingEvent> look(long now) {
        if (!on || now - due < 0) {
            return List.of();
        }
        if (counted.isEmpty()) {
            on = false;
            begin(now);
            return worst.isGreaterOrEqual(Level.WARN)
                    ? List.of(latest.over(worst, all, Duration.ofNanos(now - since)))
                    : List.of();
        }
        due = now + MINUTE.toNanos();
        return counts(now);
    }

    /** The counts that have not been said yet. */
    List<ILoggingEvent> counts(long now) {
        Duration time = Duration.ofNanos(now - counting);
        List<Counted> most = new ArrayList<>(counted.values());
        most.sort(Comparator.comparingLong(Counted::count).reversed());
        List<ILoggingEvent> lines = new ArrayList<>();
        for (int i = 0; i < most.size(); i++) {
            if (i == MOST_SUMMARIES - 1 && most.size() > MOST_SUMMARIES) {
                lines.add(Counted.together(most.subList(i, most.size()), time));
                break;
            }
            lines.add(most.get(i).summary(time));
        }
        counted.clear();
        counting = now;
        traced = false;
        return lines;
    }
}
