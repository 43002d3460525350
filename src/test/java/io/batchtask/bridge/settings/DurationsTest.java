package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "10s, PT10S",
        "500ms, PT0.5S",
        "5m, PT5M",
        "2h, PT2H",
        "1d, PT24H",
        "365d, PT8760H",
        "0s, PT0S",
        "0, PT0S",
        "' 10 s ', PT10S",
        "10S, PT10S",
        "PT1M, PT1M",
        "pt1m, PT1M",
        "PT1M30.5S, PT1M30.5S",
        "P1DT2H, PT26H",
        "PT-5S, PT-5S"
    })
    void shortAndIsoFormsAreRead(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "s",
                "ten s",
                "-10s",
                "1.5s",
                "10 parsecs",
                "1m30s",
                "1w",
                "PT",
                "P1M",
                "366d",
                "999999999999999d",
                "9999999999999999999s",
                "PT9999999999999999999S",
                "١٠s"
            })
    void anythingElseIsNoDuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }
}
