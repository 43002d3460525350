package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTimeoutsTest {
    @ParameterizedTest(
            name = "{0} protocol, session {1} ms, poll interval {2} ms: session {3} (broker''s: {4}), drain {5}")
    @CsvSource({
        ", , , PT45S, false, PT30S",
        "classic, 6000, , PT6S, false, PT30S",
        "classic, ' 9000 ', 20000, PT9S, false, PT10S",
        "consumer, , , PT6S, true, PT30S", // shorter than any in use, until the broker has reported its own
    })
    void followsWhatTheGroupBearsWith(
            String protocol,
            String sessionMillis,
            String pollInterval,
            Duration session,
            boolean brokers,
            Duration drain) {
        Properties consumer = new Properties();
        if (protocol != null) {
            consumer.put("group.protocol", protocol);
        }
        if (sessionMillis != null) {
            consumer.put("session.timeout.ms", sessionMillis);
        }
        if (pollInterval != null) {
            consumer.put("max.poll.interval.ms", pollInterval);
        }

        assertThat(GroupTimeouts.of(consumer, Duration.ofSeconds(30)))
                .isEqualTo(new GroupTimeouts(session, brokers, drain));
    }
}
