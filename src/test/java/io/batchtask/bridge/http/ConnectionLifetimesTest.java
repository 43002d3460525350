package io.batchtask.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.Test;

class ConnectionLifetimesTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final ConnectionLifetimes lifetimes =
            new ConnectionLifetimes(Duration.ofSeconds(10), Duration.ofMinutes(2), now::get);

    @Test
    void aLaterDistrustDoesNotShortenAnEarlierOne() {
        lifetimes.distrust(Duration.ofSeconds(10));
        lifetimes.distrust(Duration.ZERO);
        now.addAndGet(Duration.ofSeconds(9).toNanos());

        assertThat(lifetimes.resolve(null).getTimeToLive()).isEqualTo(TimeValue.ofMilliseconds(0));
    }
}
