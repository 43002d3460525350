package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.replay.Fate;
import io.batchtask.bridge.replay.Tally;
import io.batchtask.bridge.replay.Tally.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTableTest {
    private static final Kind POISON = new Kind("poison", "http-503");
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00.123Z");

    private final Tally tally = new Tally();

    private void add(Kind kind, Fate fate, int times) {
        for (int i = 0; i < times; i++) {
            tally.add(kind, fate, AT.plusSeconds(i));
        }
    }

    @Test
    void itHasARowForEachKindThatCountsAndALineForEachFate() {
        add(new Kind("malformed", "not-json"), Fate.SENT, 2);
        add(POISON, Fate.SENT, 1_234);
        add(POISON, Fate.EXHAUSTED, 3);
        add(new Kind("refused", "SoSentryException"), Fate.ALREADY_SENT, 11);
        tally.add(POISON, Fate.ALREADY_SENT, AT.minusSeconds(86_400));

        assertThat(ReplayTable.lines(tally, "sent back to ids"))
                .containsExactly(
                        "class      code      count  oldest                newest                exhausted",
                        "malformed  not-json      2  2026-11-24T12:00:00Z  2026-11-24T12:00:01Z          0",
                        "poison     http-503  1,234  2026-11-24T12:00:00Z  2026-11-24T12:20:33Z          3",
                        "",
                        "sent          1,236  sent back to ids",
                        "already-sent     12  sent back by an earlier run; --again sends them once more",
                        "exhausted         3  sent back too often already, see --max-replays");
    }

    @Test
    void whereThereIsNothingItSaysSo() {
        assertThat(ReplayTable.lines(tally, "sent back to ids")).containsExactly("sent  0  sent back to ids");
    }

    @Test
    void aLetterThatDoesNotSayWhenIsCounted() {
        tally.add(POISON, Fate.SENT, null);

        assertThat(ReplayTable.lines(tally, "")).contains("poison  http-503      1  -       -               0");
    }

    /** Whoever may write to the topic chooses class and code. */
    @Test
    void foreignTextNeitherSteersTheTerminalNorBreaksTheTable() {
        tally.add(new Kind("\u001b[31mred\nFAIL", "x".repeat(10_000)), Fate.SENT, AT);

        List<String> lines = ReplayTable.lines(tally, "sent back");

        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line)
                .hasSizeLessThan(160)
                .matches(text -> text.chars().noneMatch(Character::isISOControl)));
        assertThat(lines.get(1)).startsWith(" [31mred FAIL  xxx").contains("x…");
    }

    @ParameterizedTest
    @EnumSource
    void everyFateIsExplained(Fate fate) {
        add(POISON, fate, 7);

        assertThat(ReplayTable.lines(tally, "sent back"))
                .anySatisfy(line ->
                        assertThat(line).matches(fate.word() + "  7  [a-z].+").doesNotContain("null"));
        assertThat(Stream.of(Fate.values()).map(Fate::word)).doesNotHaveDuplicates();
    }
}
