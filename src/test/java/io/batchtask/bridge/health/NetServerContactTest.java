package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.time.ManualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetServerContactTest {
    private final ManualTime time = new ManualTime();
    private final Clock clock = time.clock();
    private Optional<String> closed = Optional.empty();
    private Optional<Instant> outageSince = Optional.empty();
    private final NetServerContact contact =
            new NetServerContact(() -> closed, () -> outageSince, () -> "read-timeout", () -> 7, clock);

    @Test
    void allIsWellWhileCallsAreAnswered() {
        assertThat(contact.cause()).isEmpty();
    }

    @Test
    void anOutageIsToldWithItsAgeItsReasonAndTheProbesMade() {
        outageSince = Optional.of(clock.instant());
        time.advance(Duration.ofSeconds(75));
        assertThat(contact.cause())
                .contains("NetServer has not answered for 75 s (read-timeout), reading is paused; probes so far: 7");
    }

    @Test
    void aClosedTenantIsTheReasonOfTheOutageAndToldFirst() {
        outageSince = Optional.of(clock.instant());
        closed = Optional.of("upgrade until 09:00");
        assertThat(contact.cause()).contains("the tenant is closed: upgrade until 09:00");
    }
}
