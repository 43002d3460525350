package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.batchtask.bridge.logging.Logged;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadyLogTest {
    private static final String BROKER_YET = "not ready yet; check=broker reason=why broker";
    private static final String BROKER = "not ready; check=broker reason=why broker";
    private static final String UP = "up again; check=";
    private static final String SIGN_IN = "not ready; check=sign-in reason=why sign-in";

    private long now = -Duration.ofDays(1).toNanos(); // a nano time may be anything
    private final ReadyLog log = new ReadyLog(() -> now);

    @RegisterExtension
    private final Logged lines = Logged.of(ReadyLog.class);

    private void down(String... checks) {
        log.log(StatusPageTest.status(Stream.of(checks)
                .map(name -> new Status.Check(name, false, "why " + name))
                .toList()));
    }

    private List<String> reported() {
        return lines.events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aServiceThatIsNotReadyFromTheStartSaysSoAfterAWhileAndOnce() {
        down("broker");
        now += ReadyLog.FIRST_WORD.minusSeconds(1).toNanos();
        down("broker");
        assertThat(reported()).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        down("broker");
        down("broker");
        assertThat(reported()).containsExactly(BROKER_YET);
        now += ReadyLog.GRACE.minus(ReadyLog.FIRST_WORD).toNanos();
        down("broker");
        down("broker");
        assertThat(reported()).containsExactly(BROKER_YET, BROKER);
    }

    @Test
    void aStartThatEndsWellIsNoNewsButThatItIsReady() {
        down("broker", "service");
        down();
        down();
        assertThat(reported()).containsExactly("ready");
    }

    @Test
    void aStopIsNoTroubleAndNeitherIsThatItLeavesTheGroup() {
        down();
        down("service");
        down("service", "broker");
        assertThat(reported()).containsExactly("ready");
    }

    @Test
    void aStartThatHangsSaysWhyAllTheSame() {
        down("service", "broker");
        now += ReadyLog.GRACE.toNanos();
        down("service", "broker");
        assertThat(reported()).containsExactly(BROKER);
    }

    @Test
    void aCheckThatGoesDownBesideAnotherIsReported() {
        down();
        down("broker");
        down("broker", "sign-in");
        assertThat(reported()).containsExactly("ready", BROKER, SIGN_IN);
    }

    @Test
    void aCheckThatGoesDownAgainIsReportedAgain() {
        down();
        down("broker");
        down();
        down("broker");
        assertThat(reported()).containsExactly("ready", BROKER, UP + "broker lasted=0 ms", "ready", BROKER);
    }

    @Test
    void aCheckThatStaysDownIsSaidOnceAMinuteAndThatItIsUpWhileAnotherIsNot() {
        down();
        down("broker");
        for (int second = 1; second <= 150; second++) {
            now += Duration.ofSeconds(1).toNanos();
            down("broker", "records");
        }
        down("records");

        assertThat(reported())
                .containsExactly(
                        "ready",
                        BROKER,
                        "not ready; check=records reason=why records",
                        "still not ready; check=broker lasts=60 s reason=why broker",
                        "still not ready; check=records lasts=60 s reason=why records",
                        "still not ready; check=broker lasts=2 min reason=why broker",
                        "still not ready; check=records lasts=2 min reason=why records",
                        UP + "broker lasted=2 min");
    }
}
