package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long START = Long.MAX_VALUE - 1_000; // nanoTime may wrap around
    private static final long USUAL = CommitPace.USUAL.toNanos();
    private static final long AFTER_FAILURE = CommitPace.AFTER_FAILURE.toNanos();

    private final CommitPace pace = new CommitPace(START);

    @Test
    void whileCommitsSucceedOneIsDueEachTenthOfASecond() {
        assertThat(pace.isDue(START + USUAL - 1)).isFalse();
        assertThat(pace.isDue(START + USUAL)).isTrue();
        assertThat(pace.isDue(START + USUAL + 1)).isFalse();
        assertThat(pace.isDue(START + 2 * USUAL)).isTrue();
    }

    @Test
    void whileCommitsFailOneIsDueEachSecond() {
        pace.failed("offsets", new TimeoutException());
        assertThat(pace.isDue(START + AFTER_FAILURE - 1)).isFalse();
        assertThat(pace.isDue(START + AFTER_FAILURE)).isTrue();
        pace.succeeded();
        assertThat(pace.isDue(START + AFTER_FAILURE + USUAL)).isTrue();
    }
}
