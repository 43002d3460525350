package io.batchtask.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplyBudgetTest {
    private final List<String> granted = new ArrayList<>();

    private ReplyBudget.Claim claim(ReplyBudget budget, String name, long bytes) {
        return budget.claim(bytes, () -> granted.add(name));
    }

    @Test
    void whoComesFirstIsServedFirstAlsoWhenASmallerOneWouldFit() {
        ReplyBudget budget = new ReplyBudget(100);
        ReplyBudget.Claim first = claim(budget, "first", 60);
        claim(budget, "large", 60);
        claim(budget, "small", 10);
        assertThat(granted).containsExactly("first");

        first.giveBack();

        assertThat(granted).containsExactly("first", "large", "small");
    }

    @Test
    void whoGivesUpWaitingMakesWay() {
        ReplyBudget budget = new ReplyBudget(100);
        claim(budget, "first", 60);
        ReplyBudget.Claim large = claim(budget, "large", 60);
        claim(budget, "small", 10);

        large.giveBack();

        assertThat(granted).containsExactly("first", "small");
        assertThat(budget.left()).isEqualTo(30);
    }

    @Test
    void whatIsGivenBackTwiceCountsOnce() {
        ReplyBudget budget = new ReplyBudget(100);
        ReplyBudget.Claim first = claim(budget, "first", 60);
        first.giveBack();
        first.giveBack();

        assertThat(budget.left()).isEqualTo(100);
    }

    @Test
    void moreThanThereIsStandsForAllOfIt() {
        ReplyBudget budget = new ReplyBudget(100);
        ReplyBudget.Claim huge = claim(budget, "huge", 1_000_000);
        assertThat(granted).containsExactly("huge");
        assertThat(budget.left()).isZero();
        huge.giveBack();
        assertThat(budget.left()).isEqualTo(100);
    }

    @Test
    void whateverTheThreadsDoItIsNeverOverdrawnAndNoneWaitsForEver() throws InterruptedException {
        ReplyBudget budget = new ReplyBudget(1_000);
        AtomicLong held = new AtomicLong();
        AtomicBoolean overdrawn = new AtomicBoolean();
        int threads = 4;
        int rounds = 2_000;
        CountDownLatch done = new CountDownLatch(threads * rounds);
        ConcurrentLinkedQueue<Runnable> ends = new ConcurrentLinkedQueue<>();
        for (int thread = 0; thread < threads; thread++) {
            Random random = new Random(Long.getLong("tests.seed", 1) + thread);
            new Thread(() -> {
                        for (int round = 0; round < rounds; round++) {
                            long bytes = 1 + random.nextInt(700);
                            ReplyBudget.Claim[] claim = new ReplyBudget.Claim[1];
                            CountDownLatch known = new CountDownLatch(1);
                            claim[0] = budget.claim(bytes, () -> {
                                if (held.addAndGet(bytes) > 1_000) {
                                    overdrawn.set(true);
                                }
                                ends.add(() -> {
                                    held.addAndGet(-bytes);
                                    await(known);
                                    claim[0].giveBack();
                                    done.countDown();
                                });
                            });
                            known.countDown();
                            for (Runnable end = ends.poll(); end != null; end = ends.poll()) {
                                end.run();
                            }
                        }
                        while (done.getCount() > 0) {
                            Runnable end = ends.poll();
                            if (end != null) {
                                end.run();
                            }
                        }
                    })
                    .start();
        }

        assertThat(done.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(overdrawn).isFalse();
        assertThat(budget.left()).isEqualTo(1_000);
        assertThat(budget.waiting()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
