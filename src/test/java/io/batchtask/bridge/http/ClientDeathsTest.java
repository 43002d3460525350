package io.batchtask.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientDeathsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final ClientDeaths deaths = new ClientDeaths(now::get);

    private void dieAfter(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        deaths.add("an error");
    }

    @Test
    void threeWithinAMinuteAreTooMany() {
        dieAfter(0);
        dieAfter(29);
        assertThat(deaths.trouble()).isEmpty();
        dieAfter(29);

        assertThat(deaths.trouble()).hasValueSatisfying(text -> assertThat(text).contains("3 times", "an error"));
    }

    @Test
    void itPassesWhenNoMoreDie() {
        dieAfter(0);
        dieAfter(1);
        dieAfter(1);
        now.addAndGet(Duration.ofSeconds(60).toNanos());

        assertThat(deaths.trouble()).isEmpty();
    }

    /** A liveness probe looks every few seconds, several times: what it is answered must not be gone by then. */
    @Test
    void onceReachedItLastsAMinuteFromTheLatest() {
        dieAfter(0);
        dieAfter(29);
        dieAfter(29);
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(deaths.trouble()).isPresent();
        deaths.add("an error");
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(deaths.trouble()).isPresent();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(deaths.trouble()).isEmpty();
        deaths.add("an error");
        assertThat(deaths.trouble()).isEmpty();
    }

    @Test
    void manySlowOnesAreNotTooMany() {
        for (int death = 0; death < 100; death++) {
            dieAfter(31);
            assertThat(deaths.trouble()).isEmpty();
        }
        assertThat(deaths.count()).isEqualTo(100);
    }
}
