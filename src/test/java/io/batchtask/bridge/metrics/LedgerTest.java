package io.batchtask.bridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.FailureClass;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Ledger ledger = new Ledger(meters, () -> 9, () -> 0, () -> 0);

    @Test
    void everyClassADeadLetterCanHaveIsThereFromTheStartAndNoOther() {
        assertThat(meters.scrape().lines().filter(line -> line.startsWith("batchtask_records_rejected_total")))
                .containsExactlyInAnyOrder(
                        "batchtask_records_rejected_total{class=\"contract\"} 0.0",
                        "batchtask_records_rejected_total{class=\"malformed\"} 0.0",
                        "batchtask_records_rejected_total{class=\"not-found\"} 0.0",
                        "batchtask_records_rejected_total{class=\"poison\"} 0.0",
                        "batchtask_records_rejected_total{class=\"refused\"} 0.0",
                        "batchtask_records_rejected_total{class=\"too-large\"} 0.0");
    }

    @Test
    void whateverTheClassTheBooksHaveIt() {
        ledger.rejected(FailureClass.UNAVAILABLE);
        ledger.rejected(FailureClass.POISON);
        assertThat(ledger.balance().rejected()).isEqualTo(2);
        assertThat(meters.scrape()).contains("batchtask_records_rejected_total{class=\"unavailable\"} 1.0");
    }
}
