package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.time.ManualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConsumersTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final Clock clock = time.clock();
    private final Consumers consumers = new Consumers(clock);

    private Instant later(Duration by) {
        time.advance(by);
        return clock.instant();
    }

    @Test
    void nothingIsKnownBeforeTheFirst() {
        assertThat(consumers.quietSince()).isEmpty();
        assertThat(consumers.sinceHeartbeat()).isEmpty();
        assertThat(consumers.partitions()).isEmpty();
    }

    @Test
    void eachPollIsASignOfLife() {
        consumers.opened("one");
        Instant polled = later(MINUTE);
        consumers.polling("one");
        later(MINUTE);
        assertThat(consumers.quietSince()).contains(polled);
    }

    @Test
    void theMostSilentCounts() {
        consumers.opened("one");
        consumers.opened("two");
        Instant last = later(MINUTE);
        consumers.polling("one");
        consumers.polling("two");
        later(MINUTE);
        consumers.polling("two");
        assertThat(consumers.quietSince()).contains(last);
    }

    @Test
    void oneThatIsClosedAndNotReplacedIsMissed() {
        consumers.opened("one");
        consumers.opened("two");
        Instant closed = later(MINUTE);
        consumers.closed("two");
        later(MINUTE);
        consumers.polling("one");
        assertThat(consumers.quietSince()).contains(closed);
    }

    @Test
    void tryingToReplaceItIsASignOfLife() {
        consumers.opened("one");
        consumers.closed("one");
        Instant tried = later(MINUTE);
        consumers.attempted();
        later(MINUTE);
        assertThat(consumers.quietSince()).contains(tried);
        consumers.opened("new one");
        assertThat(consumers.quietSince()).contains(clock.instant());
    }

    @Test
    void oneThatIsNoMemberMakesUsNoMembers() {
        consumers.opened("one");
        consumers.report("one", Optional.of(Duration.ofSeconds(2)), List.of());
        assertThat(consumers.sinceHeartbeat()).contains(Duration.ofSeconds(2));
        consumers.opened("two");
        assertThat(consumers.sinceHeartbeat()).isEmpty();
        consumers.report("two", Optional.of(Duration.ofSeconds(5)), List.of());
        assertThat(consumers.sinceHeartbeat()).contains(Duration.ofSeconds(5));
    }

    @Test
    void partitionsGoWithTheirConsumer() {
        PartitionStanding standing = new PartitionStanding(
                "ids", 0, OptionalLong.empty(), OptionalLong.of(7), OptionalLong.empty(), 0, false);
        consumers.opened("one");
        consumers.report("one", Optional.empty(), List.of(standing));
        assertThat(consumers.partitions()).containsExactly(standing);
        consumers.closed("one");
        assertThat(consumers.partitions()).isEmpty();
    }

    @Test
    void whatAClosedOneReportsIsOfNoConsequence() {
        consumers.opened("one");
        consumers.closed("one");
        consumers.polling("one");
        consumers.report("one", Optional.of(Duration.ZERO), List.of());
        assertThat(consumers.sinceHeartbeat()).isEmpty();
    }
}
