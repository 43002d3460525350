package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StuckRecordTest {
    private Duration oldest = Duration.ZERO;
    private final StuckRecord backlog = new StuckRecord(() -> oldest, () -> "ids/0/17", Duration.ofMinutes(15));

    @Test
    void aRecordMayTakeItsTime() {
        oldest = Duration.ofMinutes(15);
        assertThat(backlog.cause()).isEmpty();
    }

    @Test
    void aRecordThatTakesLongerIsNamed() {
        oldest = Duration.ofMinutes(15).plusSeconds(1);
        assertThat(backlog.cause())
                .contains("the oldest unfinished record has held its partition up for 15 min (limit 15 min);"
                        + " first unfinished: ids/0/17");
    }
}
