package io.batchtask.bridge.replay;

import static io.batchtask.bridge.replay.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterFilterTest {
    private static final Letter LETTER = letter(
            0, "k", "42", "x-dlq-class", "refused", "x-dlq-code", "E1", "x-dlq-failed-at", "2026-11-30T10:00:00.000Z");

    private static boolean passes(LetterFilter filter, Letter letter) {
        return filter.passes(letter) && filter.passesContent(letter.record());
    }

    private static LetterFilter filter(Set<String> classes, Set<String> codes, Set<Integer> tasks, Set<String> keys) {
        return new LetterFilter(classes, codes, tasks, keys, Optional.empty(), Optional.empty());
    }

    @Test
    void everyPartMustPassAndOneValueOfIt() {
        assertThat(passes(LetterFilter.ALL, LETTER)).isTrue();
        assertThat(passes(filter(Set.of("poison", "refused"), Set.of("E1"), Set.of(41, 42), Set.of("k")), LETTER))
                .isTrue();
        assertThat(passes(filter(Set.of("poison"), Set.of(), Set.of(), Set.of()), LETTER))
                .isFalse();
        assertThat(passes(filter(Set.of(), Set.of("E2"), Set.of(), Set.of()), LETTER))
                .isFalse();
        assertThat(passes(filter(Set.of(), Set.of(), Set.of(43), Set.of()), LETTER))
                .isFalse();
        assertThat(passes(filter(Set.of(), Set.of(), Set.of(), Set.of("K")), LETTER))
                .isFalse();
    }

    @Test
    void whatALetterDoesNotSayIsNotMeant() {
        Letter silent = letter(0, null, "no number");
        assertThat(passes(LetterFilter.ALL, silent)).isTrue();
        assertThat(passes(filter(Set.of("refused"), Set.of(), Set.of(), Set.of()), silent))
                .isFalse();
        assertThat(passes(filter(Set.of(), Set.of(), Set.of(1), Set.of()), silent))
                .isFalse();
        assertThat(passes(filter(Set.of(), Set.of(), Set.of(), Set.of("null")), silent))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", " 42 ", "{\"id\":42}", "{\"taskId\":\"42\"}"})
    void aTaskIsReadAsTheBridgeReadsIt(String value) {
        assertThat(passes(filter(Set.of(), Set.of(), Set.of(42), Set.of()), letter(0, "k", value)))
                .isTrue();
    }

    @Test
    void theHeadersOfACloudEventCountAsWell() {
        LetterFilter task = filter(Set.of(), Set.of(), Set.of(42), Set.of());
        assertThat(passes(task, letter(0, "k", "42", "ce_specversion", "1.0"))).isTrue();
        assertThat(passes(task, letter(0, "k", "42", "ce_specversion", "2.0"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T10:00:00Z, , true",
        "2026-11-30T10:00:00.001Z, , false",
        ", 2026-11-30T10:00:00Z, false",
        ", 2026-11-30T10:00:00.001Z, true",
        "2026-11-30T09:00:00Z, 2026-11-30T11:00:00Z, true"
    })
    void sinceIsIncludedAndUntilIsNot(Instant since, Instant until, boolean meant) {
        LetterFilter filter = new LetterFilter(
                Set.of(), Set.of(), Set.of(), Set.of(), Optional.ofNullable(since), Optional.ofNullable(until));
        assertThat(passes(filter, LETTER)).isEqualTo(meant);
    }

    @Test
    void aLetterThatDoesNotSayWhenItFailedFailedWhenItWasWritten() {
        assertThat(letter(0, "k", "42").failedAt()).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(letter(0, "k", "42", "x-dlq-failed-at", "yesterday").failedAt())
                .isEqualTo(Instant.ofEpochMilli(1_000));
    }
}
