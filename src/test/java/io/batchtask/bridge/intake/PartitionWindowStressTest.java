package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread polls and commits, several work and finish, all at once. */
@Timeout(5)
class PartitionWindowStressTest {
    private static final int RECORDS = 20_000;
    private static final int LANES = 50;

    private final Backpressure all = Backpressure.ofAll();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final PartitionWindow window =
            new PartitionWindow(all.part(), Leases.lasting(), workers::execute, System::nanoTime);
    private final NavigableSet<Long> unfinished = new ConcurrentSkipListSet<>();
    private final Map<Integer, Long> lastOfLane = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> atOnceInLane = new ConcurrentHashMap<>();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final CountDownLatch done = new CountDownLatch(RECORDS);

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void orderAndCommitPointHoldWhileSeveralThreadsFinishAtOnce() throws InterruptedException {
        long position = 0;
        for (int i = 0; i < RECORDS; i++) {
            position = read(position);
            long committable = window.offsets().committable(position);
            Long first = unfinished.lower(committable); // read after it, so a record that ends in between is none
            if (first != null) {
                wrong.add(committable + " would be committed before " + first + " is finished");
            }
        }
        assertThat(done.await(4, TimeUnit.SECONDS)).as("all records are done").isTrue();

        assertThat(wrong).isEmpty();
        assertThat(window.offsets().committable(position)).isEqualTo(position);
        assertThat(window.awaitQuiet(System.nanoTime())).isTrue();
        assertThat(all.unfinished()).isZero();
        assertThat(all.runnable()).isZero();
        assertThat(all.bytes()).isZero();
    }

    @Test
    void theBooksBalanceWhenThePartitionIsTakenAwayInBetween() {
        long position = 0;
        for (int i = 0; i < RECORDS / 2; i++) {
            position = read(position);
        }
        window.close();

        await().atMost(Duration.ofSeconds(2))
                .until(() -> all.unfinished() == 0 && all.queued() == 0 && all.backingOff() == 0 && all.bytes() == 0);
        assertThat(wrong).isEmpty();
    }

    /** @return the position after it */
    private long read(long position) {
        long offset = position + ThreadLocalRandom.current().nextInt(3);
        int lane = ThreadLocalRandom.current().nextInt(LANES);
        unfinished.add(offset);
        window.register(offset, (int) offset % 100, System.nanoTime());
        window.accept(offset, lane, flight -> work(lane, offset, flight));
        return offset + 1;
    }

    private void work(int lane, long offset, InFlight flight) {
        AtomicInteger atOnce = atOnceInLane.computeIfAbsent(lane, any -> new AtomicInteger());
        if (atOnce.incrementAndGet() != 1) {
            wrong.add("two records of lane " + lane + " at once");
        }
        Long before = lastOfLane.put(lane, offset);
        if (before != null && before >= offset) {
            wrong.add(offset + " came after " + before + " in lane " + lane);
        }
        if (offset % 3 == 0) {
            flight.backOff();
        }
        boolean works = flight.begin();
        atOnce.decrementAndGet();
        unfinished.remove(offset);
        if (!flight.finish() && works && flight.mayPublish()) {
            wrong.add(offset + " was not finished by finishing it");
        }
        if (flight.finish()) {
            wrong.add(offset + " was finished twice");
        }
        done.countDown();
    }
}
