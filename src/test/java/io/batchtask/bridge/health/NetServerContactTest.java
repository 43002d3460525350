package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetServerContactTest {
    private Optional<String> closed = Optional.empty();
    private Optional<Duration> outageLasts = Optional.empty();
    private Optional<String> signIn = Optional.empty();
    private final NetServerContact contact =
            new NetServerContact(() -> closed, () -> outageLasts, () -> "read-timeout", () -> 7, () -> signIn);

    @Test
    void allIsWellWhileCallsAreAnswered() {
        assertThat(contact.cause()).isEmpty();
    }

    @Test
    void anOutageIsReportedWithItsAgeItsReasonAndTheProbesMade() {
        outageLasts = Optional.of(Duration.ofSeconds(75));
        assertThat(contact.cause())
                .contains("NetServer has not answered for 75 s (read-timeout), reading is paused; probes so far: 7");
    }

    @Test
    void aClosedTenantIsTheReasonOfTheOutageAndComesFirst() {
        outageLasts = Optional.of(Duration.ofSeconds(1));
        closed = Optional.of("upgrade until 09:00");
        assertThat(contact.cause()).contains("the tenant is closed: upgrade until 09:00");
    }

    @Test
    void aSignInThatIsNotAnsweredIsAnOutageAsWell() {
        signIn = Optional.of("12 s, while signing in: unavailable/connect-refused: no one listens");
        assertThat(contact.cause())
                .contains("NetServer has not answered for 12 s, while signing in: unavailable/connect-refused:"
                        + " no one listens");
    }
}
