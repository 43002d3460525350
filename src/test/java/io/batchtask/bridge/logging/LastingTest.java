package io.batchtask.bridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastingTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.0009S, 0 ms",
        "PT0.384S, 384 ms",
        "PT0.999S, 999 ms",
        "PT1S, 1 s",
        "PT1.384S, 1.3 s",
        "PT9.999S, 9.9 s",
        "PT10.5S, 10 s",
        "PT1M59.9S, 119 s",
        "PT2M, 2 min",
        "PT1H59M59S, 119 min",
        "PT2H, 2 h",
        "PT5H45M, 5 h",
        "PT48H, 2 d",
        "P365D, 365 d",
    })
    void itIsSaidAsPeopleSayIt(Duration time, String words) {
        assertThat(Lasting.words(time)).isEqualTo(words);
    }
}
