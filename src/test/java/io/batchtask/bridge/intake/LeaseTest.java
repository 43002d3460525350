package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** After a standstill nobody knows whose the partitions are, until the broker has been asked. */
class LeaseTest {
    private static final Lease LONG = new Lease(Duration.ofMinutes(1));
    private static final Lease ENDED = new Lease(Duration.ZERO);

    private final Intake intake =
            new Intake(Intake.Limits.forCalls(1, Duration.ofSeconds(1)), Runnable::run, () -> false);

    @Test
    void aLeaseThatHasEndedIsRenewedOnPurposeOnly() {
        Lease lease = new Lease(Duration.ZERO);
        lease.renewUnlessEnded();
        assertThat(lease.hasEnded()).isTrue();
        assertThat(LONG.hasEnded()).isFalse();
    }

    @Test
    void underALeaseARecordIsOurs() {
        InFlight record = underWay(LONG);
        assertThat(record.ours()).isTrue();
    }

    @Test
    void onceTheLeaseHasEndedAResultMayNotLeaveThoughTheRecordIsNotGivenUp() {
        InFlight record = underWay(ENDED);
        assertThat(record.ours()).isFalse();
        assertThat(record.work()).isTrue();
        assertThat(record.finish()).isTrue();
    }

    private InFlight underWay(Lease lease) {
        AtomicReference<InFlight> started = new AtomicReference<>();
        PartitionWindow window = intake.open(new TopicPartition("ids", 0)).under(lease);
        window.register(0, 1, 0);
        window.accept(0, "lane", started::set);
        return started.get();
    }
}
