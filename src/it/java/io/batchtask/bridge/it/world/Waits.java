package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/**
 * How long some requests waited, milliseconds, and how many events came meanwhile: that says more on a machine that is
 * busy with other things.
 *
 * @param about whose waits, and in which run; begins each complaint
 * @param count of requests
 * @param most the 99th of a hundred
 * @param longest of all
 * @param events the most that came while one waited
 */
public record Waits(String about, int count, long median, long most, long longest, long events) {
    /** One request's. */
    record Wait(long millis, long events) {}

    static Waits of(String about, List<Wait> waits) {
        List<Long> millis = waits.stream().map(Wait::millis).sorted().toList();
        int count = millis.size();
        if (count == 0) {
            return new Waits(about, 0, 0, 0, 0, 0);
        }
        long events = waits.stream().mapToLong(Wait::events).max().orElseThrow();
        long most = millis.get((int) Math.ceil(count * 0.99) - 1);
        return new Waits(about, count, millis.get(count / 2), most, millis.get(count - 1), events);
    }

    /** That many there were at least, and while one of them waited no more events came, and no more time went by. */
    public void areAtMost(int atLeast, int events, Duration longest) {
        assertThat(count).as("%s: requests that waited", about).isGreaterThanOrEqualTo(atLeast);
        assertThat(this.events).as("%s: events meanwhile, of %s", about, this).isLessThanOrEqualTo(events);
        assertThat(this.longest).as("%s: longest of %s", about, this).isLessThanOrEqualTo(longest.toMillis());
    }

    public void medianIsAtMost(Duration time) {
        assertThat(count).as("%s: requests that waited", about).isPositive();
        assertThat(median).as("%s: median of %s", about, this).isLessThanOrEqualTo(time.toMillis());
    }

    @Override
    public String toString() {
        return count + ":" + median + "/" + most + "/" + longest + "ms/" + events + "events";
    }
}
