package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeLoopTest {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private Optional<Duration> quietFor = Optional.empty();
    private boolean stopping;
    private final IntakeLoop loop = new IntakeLoop(() -> quietFor, () -> stopping, DRAIN);

    @Test
    void isAliveBeforeTheFirstConsumerIsMade() {
        assertThat(loop.cause()).isEmpty();
    }

    @Test
    void isAliveWhilePartitionsDrainAndTheLastCommitIsTried() {
        quietFor = Optional.of(DRAIN.plusSeconds(60));
        assertThat(loop.cause()).isEmpty();
    }

    @Test
    void isDeadWhenAConsumerIsSilentForLonger() {
        quietFor = Optional.of(DRAIN.plusSeconds(61));
        assertThat(loop.cause()).hasValueSatisfying(cause -> assertThat(cause)
                .contains("has not asked for records for 91 s", "limit 90 s"));
    }

    @Test
    void isAliveAgainAsSoonAsItAsks() {
        quietFor = Optional.of(Duration.ofHours(1));
        assertThat(loop.cause()).isPresent();
        quietFor = Optional.of(Duration.ZERO);
        assertThat(loop.cause()).isEmpty();
    }

    @Test
    void isNotCalledDeadWhileItStops() {
        quietFor = Optional.of(Duration.ofHours(1));
        stopping = true;
        assertThat(loop.cause()).isEmpty();
    }
}
