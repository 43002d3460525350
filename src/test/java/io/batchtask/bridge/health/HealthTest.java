package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final CamelContext camel = new DefaultCamelContext();
    private final Health health = new Health(camel, text -> text.replace("hunter2", "***"));

    @Test
    void isUpWithoutACause() {
        assertThat(health.report(Question.ALL).up()).isTrue();
    }

    @Test
    void oneCauseMakesItUnreadyAndTheOthersAreReportedAsWell() {
        health.ready("broker", () -> Optional.of("gone")).ready("netserver", Optional::empty);
        HealthReport report = health.report(Question.READY);
        assertThat(report.up()).isFalse();
        assertThat(report.checks())
                .containsExactly(
                        new CheckResult("broker", false, Optional.of("gone")),
                        new CheckResult("netserver", true, Optional.empty()));
    }

    @Test
    void onlyWhatANewStartCuresCountsForBeingAlive() {
        health.ready("broker", () -> Optional.of("gone")).alive("intake", Optional::empty);
        assertThat(health.report(Question.LIVE).up()).isTrue();
        assertThat(health.report(Question.LIVE).checks())
                .extracting(CheckResult::name)
                .containsExactly("intake");
    }

    @Test
    void whatIsDeadIsNotReadyEither() {
        health.alive("intake", () -> Optional.of("its thread has died"));
        assertThat(health.report(Question.LIVE).up()).isFalse();
        assertThat(health.report(Question.READY).up()).isFalse();
    }

    @Test
    void aCheckThatBreaksIsACauseAndNotAnError() {
        health.ready("broken", () -> {
            throw new IllegalStateException("oh");
        });
        assertThat(health.report(Question.READY).checks())
                .containsExactly(
                        new CheckResult("broken", false, Optional.of("the check itself broke: IllegalStateException")));
    }

    @Test
    void noSecretIsShown() {
        health.ready("sign-in", () -> Optional.of("hunter2 is refused"));
        assertThat(health.report(Question.READY).checks().get(0).cause()).contains("*** is refused");
    }

    @Test
    void camelKnowsTheChecksAsWell() {
        health.ready("broker", Optional::empty);
        assertThat(HealthCheckRegistry.get(camel).getCheck("broker")).isPresent();
    }
}
