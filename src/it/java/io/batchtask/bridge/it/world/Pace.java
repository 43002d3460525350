package io.batchtask.bridge.it.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How fast events came, in each of the phases into which NetServer's change of conduct parts a run. Neither start-up nor
 * the last few, when slots have nothing to do any more, count.
 */
final class Pace {
    /** Time over which a rate can be distinguished from chance. */
    private static final long WINDOW_MILLIS = 3_000;

    private final long[] times;
    private final List<Long> turns;

    /**
     * @param times of events, milliseconds since 1970
     * @param turns when NetServer began to behave otherwise, in their order
     */
    Pace(LongStream times, List<Long> turns) {
        this.times = times.sorted().toArray();
        this.turns = List.copyOf(turns);
    }

    /** Events a second: before the first turn, between it and the next, and so on. */
    List<Double> rates() {
        List<Long> bounds = new ArrayList<>(turns);
        bounds.add(0, at(before(turns.isEmpty() ? Long.MAX_VALUE : turns.get(0)) / 10));
        long last = turns.isEmpty() ? Long.MIN_VALUE : turns.get(turns.size() - 1);
        bounds.add(at(times.length - 1 - (times.length - before(last)) / 20));
        List<Double> rates = new ArrayList<>();
        for (int i = 1; i < bounds.size(); i++) {
            rates.add(rate(bounds.get(i - 1), bounds.get(i)));
        }
        return rates;
    }

    private double rate(long since, long until) {
        return (before(until) - before(since)) * 1_000.0 / Math.max(1, until - since);
    }

    /** Milliseconds from the last turn until so many a second had come for a while; {@link Long#MAX_VALUE} for never. */
    long untilAsFastAs(double perSecond) {
        long turn = turns.get(turns.size() - 1);
        for (int i = before(turn); i < times.length; i++) {
            if (times[i] >= turn + WINDOW_MILLIS && rate(times[i] - WINDOW_MILLIS, times[i]) >= perSecond) {
                return times[i] - turn;
            }
        }
        return Long.MAX_VALUE;
    }

    private long at(int event) {
        return times.length == 0 ? 0 : times[Math.max(0, event)];
    }

    /** How many came before that time. */
    int before(long time) {
        int at = Arrays.binarySearch(times, time);
        while (at > 0 && times[at - 1] == time) {
            at--;
        }
        return at < 0 ? -at - 1 : at;
    }

    @Override
    public String toString() {
        return rates().stream().map(Math::round).toList() + "/s";
    }
}
