package io.batchtask.bridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.intake.PartitionProgress;
import io.batchtask.bridge.intake.RequestTimes;
import io.batchtask.bridge.time.ManualTime;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long START = new ManualTime().clock().millis();

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ManualTime time = new ManualTime();
    private final RequestAges ages = new RequestAges(meters, time.clock());

    private static PartitionReading reading(int partition, long lag, OptionalLong inHand, OptionalLong latest) {
        return new PartitionReading(
                new PartitionProgress(
                        "ids",
                        partition,
                        OptionalLong.empty(),
                        OptionalLong.of(10),
                        inHand.isPresent() ? OptionalLong.of(9) : OptionalLong.empty(),
                        inHand.isPresent() ? 1 : 0,
                        false,
                        new RequestTimes(inHand, latest)),
                OptionalLong.of(lag));
    }

    /** While a leader moves. */
    private static PartitionReading lagUnknown(OptionalLong inHand, OptionalLong latest) {
        return new PartitionReading(reading(0, 0, inHand, latest).progress(), OptionalLong.empty());
    }

    private static PartitionReading unread(long lag, long latest) {
        return reading(0, lag, OptionalLong.empty(), OptionalLong.of(latest));
    }

    private double age() {
        return meters.get("batchtask.oldest.request.age").timeGauge().value(java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void theOldestRequestInHandOfAllPartitionsCounts() {
        ages.show(List.of(
                reading(0, 3, OptionalLong.of(START - 5_000), OptionalLong.of(START)),
                reading(1, 3, OptionalLong.of(START - 90_000), OptionalLong.of(START))));
        assertThat(age()).isEqualTo(90);
        time.advance(Duration.ofMillis(10_000));
        assertThat(age()).as("read some time after it was shown").isEqualTo(100);
        ages.show(List.of());
        assertThat(age()).isZero();
    }

    @Test
    void whatIsNotReadIsAtMostAsOldAsWhatWasReadLast() {
        ages.show(List.of(unread(7, START - 60_000)));
        time.advance(Duration.ofMillis(1_000));
        ages.show(List.of(unread(7, START - 60_000)));
        assertThat(age()).as("first seen later than that").isEqualTo(1);
        ages.show(List.of(unread(7, START + 500)));
        assertThat(age()).isEqualTo(0.5);
    }

    @Test
    void whatIsNotReadWasWrittenAfterThePartitionWasEmpty() {
        ages.show(List.of(unread(0, START - 3_600_000)));
        assertThat(age()).as("nothing waits").isZero();
        time.advance(Duration.ofMillis(60_000));
        ages.show(List.of(unread(0, START - 3_600_000)));
        time.advance(Duration.ofMillis(1_000));
        ages.show(List.of(unread(4, START - 3_600_000)));
        time.advance(Duration.ofMillis(29_000));
        ages.show(List.of(unread(9, START - 3_600_000)));
        assertThat(age()).as("reading is paused in an outage").isEqualTo(30);
    }

    @Test
    void aLagThatIsNotKnownIsNotNothing() {
        ages.show(List.of(unread(4, START - 60_000)));
        time.advance(Duration.ofMillis(50_000));
        ages.show(List.of(lagUnknown(OptionalLong.empty(), OptionalLong.of(START - 60_000))));
        time.advance(Duration.ofMillis(10_000));
        ages.show(List.of(unread(4, START - 60_000)));
        assertThat(age()).as("it was not empty in between").isEqualTo(60);

        ages.show(List.of(lagUnknown(OptionalLong.of(START - 30_000), OptionalLong.of(START))));
        assertThat(age()).as("what is in hand waits").isEqualTo(90);
    }

    @Test
    void aTimeStampFromTheFutureIsNoAge() {
        ages.show(List.of(reading(0, 1, OptionalLong.of(START + 9_000), OptionalLong.empty())));
        assertThat(age()).isZero();
    }

    @Test
    void anEventsDelayBeginsWithTheRequestsTimeStamp() {
        EventDelays delays = new EventDelays(meters, time.clock());
        delays.acknowledged(true, START - 90_000);
        delays.acknowledged(true, START + 90_000);
        delays.acknowledged(true, -1);
        delays.acknowledged(false, START - 9);
        assertThat(meters.scrape())
                .contains(
                        "batchtask_event_delay_seconds_bucket{type=\"info\",le=\"0.01\"} 1",
                        "batchtask_event_delay_seconds_bucket{type=\"info\",le=\"60.0\"} 1",
                        "batchtask_event_delay_seconds_bucket{type=\"info\",le=\"300.0\"} 2",
                        "batchtask_event_delay_seconds_bucket{type=\"info\",le=\"86400.0\"} 2",
                        "batchtask_event_delay_seconds_sum{type=\"info\"} 90.0",
                        "batchtask_event_delay_seconds_bucket{type=\"notfound\",le=\"0.01\"} 1");
    }
}
