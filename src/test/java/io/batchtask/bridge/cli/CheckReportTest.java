package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private final StringWriter printed = new StringWriter();
    private final CheckReport report = new CheckReport(new PrintWriter(printed));

    private List<String> lines() {
        return printed.toString().lines().toList();
    }

    @Test
    void allThatWasTriedIsCounted() {
        report.step("settings", () -> "valid");
        report.step("broker", () -> "there");
        report.verdict();

        assertThat(lines()).containsExactly("ok    settings: valid", "ok    broker: there", "all 2 checks passed");
        assertThat(report.hasFailed()).isFalse();
    }

    @Test
    void thoseThatFailedAreNamedAgainAtTheEnd() {
        report.step("settings", () -> "valid");
        report.step("broker", () -> {
            throw new CheckFailed("no answer", "start one");
        });
        report.step("tcp", () -> {
            throw new IllegalStateException("refused");
        });
        report.verdict();

        assertThat(lines())
                .containsExactly(
                        "ok    settings: valid",
                        "FAIL  broker: no answer; start one",
                        "FAIL  tcp: refused",
                        "2 of 3 checks failed: broker, tcp");
        assertThat(report.hasFailed()).isTrue();
    }
}
