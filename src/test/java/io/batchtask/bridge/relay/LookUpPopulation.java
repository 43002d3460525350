package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.netserver.TaskService;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.traces.RecordSpan;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Thousands of look-ups under the default settings, a NetServer that errs at random, and time that costs none. */
final class LookUpPopulation {
    /** How NetServer takes a call. */
    interface Mood {
        /** @return what comes of a call that is not answered, or null for one that is */
        Failure.Unavailable refuses(int taskId, LookUpPopulation crowd);
    }

    static final int POISON = 666;
    static final Failure.Unavailable TOO_OFTEN =
            new Failure.Unavailable(Reply.THROTTLED, "too often", Optional.of(Duration.ofSeconds(1)));
    static final Failure.Unavailable RESET = new Failure.Unavailable("connection-lost", "reset");

    final Random random;
    final LookUps lookUps;
    final Duration latency;
    final Duration quick;
    Mood mood;
    int calls;
    int refused;
    private final List<LookUps.Search> searches = new ArrayList<>();

    /**
     * @param latency of an answer
     * @param quick latency of a failure
     */
    LookUpPopulation(long seed, int callsAtOnce, double callsPerSecond, Duration latency, Duration quick, Mood mood) {
        this.random = new Random(seed);
        this.latency = latency;
        this.quick = quick;
        this.mood = mood;
        this.lookUps = new LookUps(new Answering(), callsAtOnce, callsPerSecond, this::backOff);
    }

    private final class Answering implements TaskService {
        @Override
        public CompletableFuture<Reply> lookUp(int taskId, String ticket, boolean fresh, RecordSpan cause) {
            return call(taskId);
        }

        @Override
        public void distrustConnections() {
            // there are none
        }

        @Override
        public ServiceLocation location() {
            return ServiceLocation.fixed(URI.create("http://localhost/Services86/"));
        }
    }

    /** The default one, but the same for the same seed. */
    private Duration backOff(int attempts) {
        double millis = Math.min(30_000, 500 * Math.pow(2, attempts - 1.0));
        return Duration.ofMillis((long) Math.min(30_000, millis * (0.5 + random.nextDouble())));
    }

    static Mood failing(double share) {
        return (taskId, crowd) -> taskId == POISON || crowd.random.nextDouble() < share ? RESET : null;
    }

    /** So many calls are answered in each second, the others are refused. */
    static Mood answeringInEachSecond(int calls) {
        long[] second = {0, 0};
        return (taskId, crowd) -> {
            long now = crowd.lookUps.time.nanoTime() / 1_000_000_000L;
            if (now != second[0]) {
                second[0] = now;
                second[1] = 0;
            }
            return second[1]++ < calls ? null : TOO_OFTEN;
        };
    }

    /** So many calls a second are answered, at most so many at once after a lull. */
    static Mood answeringEvenly(int calls, double atOnce) {
        double[] tokens = {atOnce, 0};
        return (taskId, crowd) -> {
            long now = crowd.lookUps.time.nanoTime();
            tokens[0] = Math.min(atOnce, tokens[0] + (now - tokens[1]) * calls / 1e9);
            tokens[1] = now;
            if (tokens[0] < 1) {
                return TOO_OFTEN;
            }
            tokens[0]--;
            return null;
        };
    }

    private CompletableFuture<Reply> call(int taskId) {
        calls++;
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Failure.Unavailable failure = mood.refuses(taskId, this);
        refused += failure == null ? 0 : 1;
        double spread = 0.8 + 0.4 * random.nextDouble();
        long nanos = (long) ((failure == null ? latency : quick).toNanos() * spread);
        Reply answer = failure == null ? Script.found(taskId) : new Reply.Failed(failure);
        lookUps.time.schedule(() -> reply.complete(answer), nanos, TimeUnit.NANOSECONDS);
        return reply;
    }

    LookUpPopulation asksFor(int from, int to) {
        for (int id = from; id < to; id++) {
            asksFor(id);
        }
        return this;
    }

    LookUps.Search asksFor(int id) {
        LookUps.Search search = lookUps.search(id);
        searches.add(search);
        return search;
    }

    long unfinished() {
        return searches.stream().filter(search -> search.outcome().isEmpty()).count();
    }

    List<DeadLetter> givenUp() {
        return searches.stream()
                .flatMap(search -> search.outcome().stream())
                .filter(DeadLetter.class::isInstance)
                .map(DeadLetter.class::cast)
                .toList();
    }

    List<TaskAnswer> answers() {
        return searches.stream()
                .flatMap(search -> search.outcome().stream())
                .filter(TaskAnswer.class::isInstance)
                .map(TaskAnswer.class::cast)
                .toList();
    }

    /** How long it takes until no more than so many are unfinished. */
    Duration until(long unfinished, Duration atMost) {
        long began = lookUps.time.nanoTime();
        while (unfinished() > unfinished && lookUps.time.nanoTime() - began < atMost.toNanos()) {
            lookUps.time.advance(Duration.ofMillis(100));
        }
        return Duration.ofNanos(lookUps.time.nanoTime() - began);
    }
}
