package io.batchtask.bridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    @ParameterizedTest
    @CsvSource({"why, 3, why", "why, 2, wh…", "'', 0, ''", "x😀y, 2, x…", "x😀y, 3, x😀…"})
    void isTheBeginningOfWholeCharacters(String text, int longest, String excerpt) {
        assertThat(Excerpt.of(text, longest)).isEqualTo(excerpt);
    }

    @Test
    void keepsWhatIsShort() {
        assertThat(Excerpt.of("x".repeat(Excerpt.LONGEST))).hasSize(Excerpt.LONGEST);
        assertThat(Excerpt.of("x".repeat(Excerpt.LONGEST + 1)))
                .hasSize(Excerpt.LONGEST + 1)
                .endsWith("…");
    }
}
