package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.FailureMix;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Not a case but a crowd of them: requests of many keys in partitions with unequal backlogs, part of them there before the
 * bridge, part coming while it runs; calls that fail at random; instances that come and go at random moments. A seed
 * decides all of it but the machine's pace, and is in whatever fails.
 */
public final class Population {
    private static final Logger LOG = LoggerFactory.getLogger(Population.class);

    /** Tasks not asked for without a reason: a probe knows number 1. */
    private static final int FIRST_TASK = 1_001;

    /** The books wait for that themselves. */
    private static final Goal ALL_HAS_ENDED = (events, trickle) -> true;

    private static final String OUTAGE = "NetServer does not answer, reading is paused";

    private final long seed;
    private final List<Moment> moments = new ArrayList<>();
    private int backlog = Feed.RECORDS / 2;
    private int trickle = Feed.RECORDS / 2;
    private int perSecond = 300;
    private List<Integer> weights = List.of(70, 20, 9, 1);
    private Keys backlogKeys = new Keys(6, 0.3, 400, 0.3);
    private Keys trickleKeys = backlogKeys;
    private Map<Fault, Double> shares = Map.of();
    private Duration latency = Duration.ofMillis(20);
    private Duration slow = Duration.ofMillis(500);
    private int spells;
    private int instances = 1;
    private List<Integer> trickleWeights = List.of();
    private final Map<Double, Fault> breaking = new HashMap<>();
    private final List<Long> turns = new ArrayList<>();
    private Goal goal = ALL_HAS_ENDED;
    private Duration patience = Duration.ZERO;

    /** Something that happens when so much of the readable requests has become events; 0.5 is half. */
    private record Moment(double share, Happening happening) {}

    private interface Happening {
        void happen(World world, HandOvers instances);
    }

    /** What a run is about. */
    private interface Goal {
        boolean isReached(List<ConsumerRecord<byte[], byte[]>> events, Requests trickle);
    }

    /** @param seed the same seed makes the same requests, the same failures and the same moves */
    public Population(long seed) {
        this.seed = seed;
    }

    // ---- requests

    /** So many are there before the bridge; they fall to the partitions by these weights. */
    public Population backlog(int requests, Integer... weightOfPartition) {
        backlog = requests;
        weights = List.of(weightOfPartition);
        return this;
    }

    /** So many come while it runs; they fall to the partitions by these weights, evenly without. */
    public Population trickle(int requests, int perSecond, Integer... weightOfPartition) {
        trickle = requests;
        this.perSecond = perSecond;
        trickleWeights = List.of(weightOfPartition);
        return this;
    }

    public Population keys(Keys ofBacklog, Keys ofTrickle) {
        backlogKeys = ofBacklog;
        trickleKeys = ofTrickle;
        return this;
    }

    // ---- NetServer

    /** These shares of all calls fail so. */
    public Population failing(Map<Fault, Double> sharesOfCalls) {
        shares = Map.copyOf(sharesOfCalls);
        return this;
    }

    /** From then on these shares of all calls fail so; 0.5 is when half has become events. */
    public Population failing(double from, Map<Fault, Double> sharesOfCalls) {
        return turn(from, netServer -> netServer.failing(new FailureMix(seed, sharesOfCalls)));
    }

    /** A task of the backlog, at that place of it, fails so whenever it is asked for; 0.5 is in the middle. */
    public Population breaking(double place, Fault fault) {
        breaking.put(place, fault);
        return this;
    }

    /** From then until then it bears so many calls a second and refuses what comes beyond; 0.5 is half. */
    public Population bearing(int perSecond, double from, double until) {
        return turn(from, netServer -> netServer.bears(perSecond)).turn(until, netServer -> netServer.bears(0));
    }

    private Population turn(double share, Consumer<NetServerSimulator> other) {
        moments.add(new Moment(share, (world, handOvers) -> {
            turns.add(System.currentTimeMillis());
            other.accept(world.netServer);
        }));
        return this;
    }

    public Population latency(Duration each, Duration ofSlowCalls) {
        latency = each;
        slow = ofSlowCalls;
        return this;
    }

    /** Once so much has become events it refuses connections for that time; 0.5 is half. */
    public Population refusing(double share, Duration time) {
        spells++;
        moments.add(new Moment(share, (world, handOvers) -> {
            world.netServer.down();
            Awaitility.await("the end of the spell")
                    .pollDelay(time)
                    .atMost(time.plusSeconds(10))
                    .until(() -> true);
            world.netServer.up();
        }));
        return this;
    }

    // ---- instances

    /** So many are there from the beginning. */
    public Population instances(int number) {
        instances = number;
        return this;
    }

    /** So many times, at random moments, an instance joins or is stopped. */
    public Population handOvers(int times) {
        return moves(times, HandOvers.Exit.SIGTERM);
    }

    /** So many times, at random moments, an instance joins or is killed; of two in a row one is a kill. */
    public Population kills(int times) {
        return moves(times, HandOvers.Exit.SIGKILL);
    }

    /** So many times, an instance joins and another one is stopped before the group has come to rest. */
    public Population stopsInMidRebalance(int times) {
        return atRandom(times, (world, handOvers) -> handOvers.stopInMidRebalance());
    }

    private Population moves(int times, HandOvers.Exit exit) {
        return atRandom(times, (world, handOvers) -> handOvers.move(exit));
    }

    private Population atRandom(int times, Happening happening) {
        Random random = new Random(seed + times);
        for (int i = 0; i < times; i++) {
            double share = 0.1 + 0.7 * random.nextDouble(); // not at the end, when nothing is under way any more
            moments.add(new Moment(share, happening));
        }
        return this;
    }

    // ---- the end, when it is not that of the last request; what is left then is left

    /** Once the whole trickle has events, or so long after the last of it was sent. */
    public Population untilTheTrickleIsAnswered(Duration longest) {
        return until(
                longest,
                (events, trickle) -> events.stream()
                                .filter(event ->
                                        Integer.parseInt(Tail.header(event, "ce_subject")) >= FIRST_TASK + backlog)
                                .count()
                        >= trickle.readable());
    }

    /** Once events come at that share of the rate before NetServer changed its conduct, or so long after the last change. */
    public Population untilAsFastAgain(double share, Duration longest) {
        return until(longest, (events, trickle) -> {
            Pace pace = new Pace(events.stream().mapToLong(ConsumerRecord::timestamp), turns);
            return pace.untilAsFastAs(share * pace.rates().get(0)) < Long.MAX_VALUE;
        });
    }

    private Population until(Duration longest, Goal reached) {
        goal = reached;
        patience = longest;
        return this;
    }

    // ---- the run

    /** Until all is committed; the books are closed, and what else is to hold the report can be asked. */
    public Report run(World world) {
        String about = "seed " + seed + " (-Dtests.seed=" + Seed.ofTheRun() + ")";
        try {
            return run(world, about);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError(about + ": " + failed.getMessage(), failed);
        }
    }

    private Report run(World world, String about) {
        Random random = new Random(seed);
        List<Integer> evenly = Collections.nCopies(weights.size(), 1);
        List<Integer> ofTrickle = trickleWeights.isEmpty() ? evenly : trickleWeights;
        Requests before = new Requests(world, random, backlog, FIRST_TASK, backlogKeys, weights);
        Requests meanwhile = new Requests(world, random, trickle, FIRST_TASK + backlog, trickleKeys, ofTrickle);
        world.netServer.failing(new FailureMix(seed, shares));
        Set<Integer> broken = new HashSet<>();
        breaking.forEach((place, fault) -> {
            world.netServer.fault(before.taskAt(place), fault);
            broken.add(before.taskAt(place));
        });
        world.netServer.latency(latency);
        world.netServer.slowEvery(0, slow);
        HandOvers handOvers = new HandOvers(world, random);
        before.send();
        for (int i = 0; i < instances; i++) {
            handOvers.join();
        }
        handOvers.awaitAssigned();
        long begun = System.currentTimeMillis();
        try (Tail events = world.tail(world.info)) {
            meanwhile.during(perSecond, () -> live(world, handOvers, events));
            awaitGoal(events, meanwhile);
        }
        assertThat(world.end(world.ids)).as("requests the broker has").isEqualTo(backlog + trickle);
        RecordBalance books = end(world, handOvers, about);
        Course course =
                new Course(begun, handOvers.moves(), handOvers.kills(), spells, handOvers.said(OUTAGE), turns, broken);
        Report report = new Report(about, books, world.netServer.looks(), course);
        LOG.info("{}; {}", about, report);
        if (books.repeats() > 0) {
            handOvers.keepLogs("population-" + seed);
        }
        return report;
    }

    /** Whether it was missed is for the report to tell. */
    private void awaitGoal(Tail events, Requests trickle) {
        long until = System.nanoTime() + patience.toNanos();
        Awaitility.await("the goal, or the end of patience")
                .forever()
                .pollInterval(Duration.ofMillis(500))
                .until(() -> System.nanoTime() - until >= 0 || goal.isReached(events.records(), trickle));
    }

    private RecordBalance end(World world, HandOvers handOvers, String about) {
        if (goal != ALL_HAS_ENDED) {
            handOvers.end();
            return RecordBalance.open(world, about);
        }
        RecordBalance books = RecordBalance.close(world, about);
        handOvers.end();
        return books;
    }

    private void live(World world, HandOvers handOvers, Tail events) {
        moments.sort(Comparator.comparingDouble(Moment::share));
        for (Moment moment : moments) {
            int goal = (int) (moment.share() * (backlog + trickle));
            Awaitility.await(goal + " events")
                    .atMost(RecordBalance.PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> events.size() >= goal);
            moment.happening().happen(world, handOvers);
        }
    }
}
