package io.batchtask.bridge.it.guarantee;

import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Keys;
import io.batchtask.bridge.it.world.Population;
import io.batchtask.bridge.it.world.Report;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Backlogs of other partitions, and what becomes meanwhile of a trickle of requests in one that has none. */
class FairnessIT {
    private static final boolean AT_LENGTH = Feed.RECORDS >= 20_000;

    /** More than is done while the trickle is watched: it ends before that. */
    private static final int BACKLOG = AT_LENGTH ? 150_000 : 60_000;

    /** A fifth more than what fills the process when only the sum of it is bounded. */
    private static final int OF_ONE_KEY = 25_000;

    private static final int PER_SECOND = 10;
    private static final int TRICKLE = PER_SECOND * (AT_LENGTH ? 60 : 15);

    /** What one process has in hand, and two turns of the other partition, each of 2,500 of the smallest requests. */
    private static final int EVENTS_MEANWHILE = 1_000 + 2 * 2_500;

    /** A turn takes as long as so many calls, which is long on a machine that does much else: events tell more then. */
    private static final Duration BESIDE_A_BACKLOG = Duration.ofSeconds(AT_LENGTH ? 2 : 30);

    private static final Duration BESIDE_BUSY_KEYS = Duration.ofSeconds(AT_LENGTH ? 2 : 5);

    /** Behind this, what is not answered counts as held up. */
    private static final Duration PATIENCE = Duration.ofSeconds(AT_LENGTH ? 15 : 60);

    private static final Duration LATENCY = Duration.ofMillis(AT_LENGTH ? 50 : 100);

    private static Report trickleBeside(World world, Population population, Duration median) {
        int last = world.partitions() - 1;
        Integer[] weights = Collections.nCopies(world.partitions(), 0).toArray(new Integer[0]);
        weights[last] = 1;
        Report report = population
                .trickle(TRICKLE, PER_SECOND, weights)
                .latency(LATENCY, LATENCY)
                .untilTheTrickleIsAnswered(PATIENCE)
                .run(world);
        report.answeredAreAtLeast(last, 0.98).outagesAreAtMost(0).onlyMalformedAreRejected();
        report.waitsOfStrangers(last).medianIsAtMost(median);
        return report;
    }

    @Test
    @Guarantee("a long backlog in one partition, or thousands of requests of one key in several, beside one with a few")
    void aBacklogTakesTurnsWithTheOtherPartitions() {
        try (World world = World.create(2)) {
            Population beside =
                    new Population(Seed.of("backlog")).backlog(BACKLOG, 1, 0).keys(Keys.RARE, Keys.RARE);
            trickleBeside(world, beside, BESIDE_A_BACKLOG)
                    .waitsOfStrangers(1)
                    .areAtMost(TRICKLE * 9 / 10, EVENTS_MEANWHILE, PATIENCE.plusMillis(TRICKLE * 1_000L / PER_SECOND));
        }
    }

    /** Each of them can be worked on by one call at a time, so what was read of them stays in hand for minutes. */
    @Test
    @Guarantee("a long backlog in one partition, or thousands of requests of one key in several, beside one with a few")
    void busyKeysOfSomePartitionsDoNotKeepTheOthersFromBeingRead() {
        try (World world = World.create(3)) {
            Population beside = new Population(Seed.of("busy keys"))
                    .backlog(2 * OF_ONE_KEY, 1, 1, 0)
                    .keys(new Keys(1, 1, 1, 0), Keys.RARE);
            trickleBeside(world, beside, BESIDE_BUSY_KEYS);
        }
    }
}
