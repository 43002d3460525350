package io.batchtask.bridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final Tally tally = new Tally();

    @Test
    void lettersAreCountedByClassCodeAndFate() {
        tally.add(new Tally.Kind("refused", "E1"), Fate.SENT, NOON);
        tally.add(new Tally.Kind("refused", "E1"), Fate.SENT, NOON.minusSeconds(1));
        tally.add(new Tally.Kind("refused", "E1"), Fate.EXHAUSTED, null);
        tally.add(new Tally.Kind("poison", "E1"), Fate.SENT, NOON.plusSeconds(1));
        assertThat(tally.rows()).extracting(row -> row.kind().failureClass()).containsExactly("poison", "refused");
        Tally.Row refused = tally.rows().get(1);
        assertThat(refused.count(Fate.SENT)).isEqualTo(2);
        assertThat(refused.count(Fate.EXHAUSTED)).isEqualTo(1);
        assertThat(refused.oldest()).isEqualTo(NOON.minusSeconds(1));
        assertThat(refused.newest()).isEqualTo(NOON);
        assertThat(tally.count(Fate.SENT)).isEqualTo(3);
    }

    @Test
    void ofThoseNotMeantOnlyTheNumberIsKept() {
        tally.add(new Tally.Kind("refused", "E1"), Fate.NOT_MEANT, NOON);
        assertThat(tally.count(Fate.NOT_MEANT)).isEqualTo(1);
        assertThat(tally.rows()).isEmpty();
    }

    @Test
    void whateverCodesThereAreItIsBoundedAndNoneIsLost() {
        for (int code = 0; code < 5_000; code++) {
            tally.add(new Tally.Kind("refused", "E" + code), Fate.SENT, NOON);
        }
        assertThat(tally.rows()).hasSize(Tally.MOST_KINDS + 1);
        assertThat(tally.count(Fate.SENT)).isEqualTo(5_000);
    }
}
