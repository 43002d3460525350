package io.batchtask.bridge.it.guarantee;

import io.batchtask.bridge.dev.netserver.FailureMix;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Population;
import io.batchtask.bridge.it.world.Report;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The promises together, for thousands of requests at once: many keys, unequal partitions, failures at random. */
class PopulationIT {
    private static final int PARTITIONS = 4;

    /** The one with hardly any backlog, which the others must not hold up. */
    private static final int SMALL = PARTITIONS - 1;

    private static final int BACKLOG = Feed.RECORDS / 2;
    private static final int MAX_ATTEMPTS = 5;

    /** One call in forty: too few for five in a row, or for ten of twenty. */
    private static final Map<Fault, Double> A_FEW = FailureMix.evenly(0.025, FailureMix.USUAL);

    /** Requests that are read in one turn of a partition, when they are of the smallest kind. */
    private static final int TURN = 2_500;

    /** What one process has in hand, and a turn of each other partition. */
    private static final int EVENTS_MEANWHILE = 1_000 + Math.min(BACKLOG, SMALL * TURN);

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMillis(500);

    /**
     * What a kill may repeat: calls under way, and what was finished since the last commit. That is usually 100 ms before;
     * while a rebalance is under way commits are refused, so it may be several times that.
     */
    private static final int PER_KILL = 64 + 64 * 500 / 50;

    /** Half of it before the bridge, in very different parts; half while it runs, in equal ones. */
    private static Population population(String name) {
        return new Population(Seed.of(name))
                .backlog(BACKLOG, 70, 20, 9, 1)
                .trickle(Feed.RECORDS - BACKLOG, 300)
                .failing(A_FEW)
                .latency(LATENCY, SLOW);
    }

    private static void noneIsRejectedWithoutReason(Report report) {
        report.attemptsAreAtMost(MAX_ATTEMPTS).onlyMalformedAreRejected();
    }

    @Test
    @Guarantee("a few calls in a hundred fail, in every way; thousands of requests, many keys, unequal partitions")
    void eachRequestHasItsEventInOrderAfterAsManyCallsAsItTook() {
        try (World world = World.create(PARTITIONS)) {
            Report report = population("steady").run(world);
            noneIsRejectedWithoutReason(report);
            report.attemptsAreExact().outagesAreAtMost(0).repeatsAreAtMost(0);
            report.waitsOfStrangers(SMALL).areAtMost(50, EVENTS_MEANWHILE, Duration.ofMinutes(1));
        }
    }

    @Test
    @Guarantee("NetServer is down or hangs, for seconds or for longer than the poll interval")
    void aSpellOfRefusedConnectionsIsOneOutageAndRejectsNothing() {
        try (World world = World.create(PARTITIONS)) {
            Report report =
                    population("refused").refusing(0.4, Duration.ofSeconds(2)).run(world);
            noneIsRejectedWithoutReason(report);
            report.outagesAreAtMost(1).repeatsAreAtMost(0);
        }
    }

    @Test
    @Guarantee("instances come and go at random moments, one at a time, while calls fail at random")
    void nothingIsRepeatedWhereverInstancesComeAndGo() {
        try (World world = World.create(PARTITIONS)) {
            Report report = population("hand-overs").instances(2).handOvers(3).run(world);
            noneIsRejectedWithoutReason(report);
            report.outagesAreAtMost(0).repeatsAreAtMost(0);
        }
    }

    @Test
    @Guarantee("the process is killed (SIGKILL), again and again")
    void aKillRepeatsWhatWasUnderWayAndNoMore() {
        try (World world = World.create(PARTITIONS)) {
            world.set("kafka.client.session.timeout.ms", 3_000).set("kafka.client.heartbeat.interval.ms", 500);
            Report report = population("kills").instances(2).kills(3).run(world);
            noneIsRejectedWithoutReason(report);
            report.outagesAreAtMost(0).repeatsAreAtMost(PER_KILL);
        }
    }

    @Test
    @Guarantee("an instance is stopped while partitions are on their way to another")
    void nothingIsRepeatedWhenOneIsStoppedInMidRebalance() {
        try (World world = World.create(PARTITIONS)) {
            Report report = new Population(Seed.of("mid-rebalance"))
                    .backlog(BACKLOG / 3, 70, 20, 9, 1)
                    .trickle(Feed.RECORDS - BACKLOG / 3, 100) // long enough for all that happens
                    .latency(LATENCY, SLOW)
                    .instances(2)
                    .stopsInMidRebalance(5)
                    .run(world);
            noneIsRejectedWithoutReason(report);
            report.outagesAreAtMost(0).repeatsAreAtMost(0);
        }
    }
}
