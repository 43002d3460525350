package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.time.ManualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeLoopTest {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final Clock clock = time.clock();
    private Optional<Instant> quietSince = Optional.empty();
    private boolean stopping;
    private final IntakeLoop loop = new IntakeLoop(() -> quietSince, () -> stopping, DRAIN, clock);

    @Test
    void isAliveBeforeTheFirstConsumerIsMade() {
        time.advance(Duration.ofDays(1));
        assertThat(loop.cause()).isEmpty();
    }

    @Test
    void isAliveWhilePartitionsDrainAndTheLastCommitIsTried() {
        quietSince = Optional.of(clock.instant());
        time.advance(DRAIN.plusSeconds(60));
        assertThat(loop.cause()).isEmpty();
    }

    @Test
    void isDeadWhenAConsumerIsSilentForLonger() {
        quietSince = Optional.of(clock.instant());
        time.advance(DRAIN.plusSeconds(61));
        assertThat(loop.cause()).hasValueSatisfying(cause -> assertThat(cause)
                .contains("has not asked for records for 91 s", "limit 90 s"));
    }

    @Test
    void isAliveAgainAsSoonAsItAsks() {
        quietSince = Optional.of(clock.instant());
        time.advance(Duration.ofHours(1));
        quietSince = Optional.of(clock.instant());
        assertThat(loop.cause()).isEmpty();
    }

    @Test
    void isNotCalledDeadWhileItStops() {
        quietSince = Optional.of(clock.instant());
        stopping = true;
        time.advance(Duration.ofHours(1));
        assertThat(loop.cause()).isEmpty();
    }
}
