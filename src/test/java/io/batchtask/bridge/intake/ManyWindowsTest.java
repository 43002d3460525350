package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A thousand partitions, each with one record that is stuck and five thousand finished ones behind it. */
class ManyWindowsTest {
    private static final int PARTITIONS = 1_000;
    private static final int BEHIND = 5_000;
    private static final long MEBIBYTE = 1 << 20;

    private final OpenWindows all = new OpenWindows(
            IntakeLimits.forCalls(64, Duration.ofSeconds(30), Duration.ofSeconds(15)), Runnable::run, () -> false);

    @Test
    void whatIsFinishedBehindStuckRecordsCostsNoMemory() {
        long before = heldAfterCollection();
        List<PartitionWindow> windows = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            PartitionWindow window = all.open(new TopicPartition("ids", partition), Leases.lasting());
            windows.add(window);
            for (long offset = 0; offset <= BEHIND; offset++) {
                long each = offset;
                window.register(offset, 100, 0);
                window.accept(offset, offset, flight -> {
                    if (each > 0) {
                        flight.finish();
                    }
                });
            }
        }

        assertThat(heldAfterCollection() - before).isLessThan(16 * MEBIBYTE);
        assertThat(all.unfinished()).isEqualTo(PARTITIONS);
        assertThat(windows).allSatisfy(window -> {
            assertThat(window.offsets().span()).isEqualTo(BEHIND + 1);
            assertThat(window.offsets().finishedAhead(0).size()).isEqualTo(BEHIND);
        });
    }

    private static long heldAfterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
