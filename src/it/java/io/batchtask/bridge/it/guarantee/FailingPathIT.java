package io.batchtask.bridge.it.guarantee;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Feed;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Keys;
import io.batchtask.bridge.it.world.Population;
import io.batchtask.bridge.it.world.Report;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Failures that say something about the path to NetServer and nothing about a request. Rates are compared with that of
 * the same instance before the failures began, so a machine that is busy with other tests changes both.
 */
@Execution(CONCURRENT)
class FailingPathIT {
    /** 64 slots make 160 calls a second of it: what slots allow is to be the limit here, not the machine. */
    private static final Duration LATENCY = Duration.ofMillis(400);

    /** Failing calls end at once, so only those that are answered take up slots: that leaves so much of the rate. */
    private static final double KEPT = 0.6;

    /** Before this much of a backlog is done, everything is answered. */
    private static final double HEALTHY = 0.5;

    private static final Duration SETTLING = Duration.ofSeconds(10);

    /** A third of what slots and {@link #SHORT} allow. */
    private static final int BORNE = 100;

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int BORNE_BACKLOG = 12_000;

    private static final boolean AT_LENGTH = Feed.RECORDS >= 20_000;

    /** Other tests begin and end beside this one, but not with the long ones. */
    private static final double AS_FAST = AT_LENGTH ? 0.9 : 0.7;

    /** With other tests at its side calls arrive in bunches, of which NetServer refuses more than of an even flow. */
    private static final double REFUSED = AT_LENGTH ? 0.1 : 0.2;

    private static final double OF_WHAT_IS_BORNE = AT_LENGTH ? 0.85 : 0.7;

    private static Population population(String name, int backlog) {
        return new Population(Seed.of(name))
                .backlog(backlog, 1)
                .trickle(0, 1)
                .keys(Keys.RARE, Keys.RARE)
                .latency(LATENCY, LATENCY);
    }

    /** Half of the requests before calls fail, half since. Time, and not a handful of attempts, ends what always fails. */
    @ParameterizedTest
    @CsvSource({"RESET, 0.34", "HTTP_503, 0.25"})
    @Guarantee("a quarter or a third of all calls fails at random, and one id among them breaks NetServer for ever")
    void aShareOfFailingCallsIsNeitherAnOutageNorARequestsFault(Fault fault, double share) {
        try (World world = World.create(1)) {
            world.set("retry.max-elapsed", "20s");
            Report report = population("a share of " + fault, Feed.RECORDS)
                    .failing(HEALTHY, Map.of(fault, share))
                    .breaking(0.6, Fault.HALF_REPLY)
                    .run(world);
            report.outagesAreAtMost(0)
                    .onlyBreakingAreRejected()
                    .rateIsAtLeast(1, KEPT * (1 - share) * report.rate(0))
                    .repeatsAreAtMost(0);
        }
    }

    @Test
    @Guarantee("NetServer bears less than the slots allow and answers 429 beyond it, for a while")
    void whatNetServerBearsIsFoundAndKeptToAndLeftAgain() {
        try (World world = World.create(1)) {
            Report report = population("bounded", BORNE_BACKLOG)
                    .latency(SHORT, SHORT)
                    .bearing(BORNE, 1.0 / 8, 3.0 / 8)
                    .untilAsFastAgain(AS_FAST, Duration.ofSeconds(30))
                    .run(world);
            report.outagesAreAtMost(0)
                    .onlyMalformedAreRejected()
                    .rateIsAtLeast(1, Math.min(OF_WHAT_IS_BORNE * BORNE, AS_FAST * report.rate(0)))
                    .failedCallsAreFewerThan(REFUSED, 1, SETTLING)
                    .isAsFastAgain(AS_FAST, Duration.ofSeconds(30));
        }
    }

    /** A lap of all that is in hand takes a thousand times as long as a call, at any rate. */
    @Test
    @Guarantee("a rate limit, a long backlog, and calls that fail now and then")
    void whoHasFailedDoesNotQueueAgainBehindAllOthers() {
        try (World world = World.create(1)) {
            world.set("intake.rate-limit", AT_LENGTH ? 20 : 60);
            Report report = population("retries first", AT_LENGTH ? 2_500 : 1_500)
                    .failing(Map.of(Fault.RESET, 0.2))
                    .run(world);
            report.outagesAreAtMost(0).onlyMalformedAreRejected();
            report.waitsAfterFailures().medianIsAtMost(Duration.ofSeconds(3));
        }
    }
}
