package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    @ParameterizedTest(name = "session {0} ms, poll interval {1} ms: lease {2}, silence {3}, drain {4}")
    @CsvSource({
        ", , PT15S, PT22.5S, PT30S",
        "6000, , PT2S, PT3S, PT30S",
        "1500, , PT1S, PT1S, PT30S", // never so short that an ordinary pause looks like a standstill
        " 9000 , 20000, PT3S, PT4.5S, PT10S",
    })
    void followsWhatTheGroupBearsWith(
            String session, String pollInterval, Duration lease, Duration silence, Duration drain) {
        Properties consumer = new Properties();
        if (session != null) {
            consumer.put("session.timeout.ms", session);
        }
        if (pollInterval != null) {
            consumer.put("max.poll.interval.ms", pollInterval);
        }

        Patience patience = Patience.of(consumer, Duration.ofSeconds(30));

        assertThat(patience).isEqualTo(new Patience(lease, silence, drain));
        assertThat(patience.isTooLong(silence)).isTrue();
        assertThat(patience.isTooLong(silence.minusMillis(1))).isFalse();
    }
}
