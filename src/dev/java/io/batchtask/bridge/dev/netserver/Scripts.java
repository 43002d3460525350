package io.batchtask.bridge.dev.netserver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What each call is to meet: which fault, how late, how far its task has come. Can be changed at any time. */
final class Scripts {
    private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
    private final Map<Integer, Duration> running = new ConcurrentHashMap<>();
    private final Map<Integer, Duration> appearing = new ConcurrentHashMap<>();
    private final Map<Integer, Long> firstLook = new ConcurrentHashMap<>();
    private final Map<Integer, List<Answered>> answered = new ConcurrentHashMap<>();

    private volatile Fault everywhere;
    private volatile Fault ofAnUnknownTicket = Fault.SESSION;
    private volatile boolean cast;
    private volatile Duration latency = Duration.ofMillis(5);
    private volatile int slowEvery;
    private volatile Duration slow = Duration.ofSeconds(4); // the vendor calls three seconds slow
    private volatile int resetEvery;
    private volatile Mixture mixture;
    private volatile Load load;

    /** A scripted fault: so many times, then no more. */
    private record Script(Fault fault, AtomicInteger left) {}

    /** Faults at random, and what came of them. */
    private record Mixture(FailureMix mix, Histories histories) {}

    /**
     * What a call meets.
     *
     * @param fault null for none
     * @param age time since the task's first look-up
     * @param running time the task needs for all its states; null when it stands still
     */
    record Turn(Fault fault, Duration time, Duration age, Duration running) {}

    void fault(int id, int times, Fault fault) {
        if (fault == null) {
            scripts.remove(id);
        } else {
            scripts.put(id, new Script(fault, new AtomicInteger(times)));
        }
    }

    void everywhere(Fault fault) {
        everywhere = fault;
    }

    void ofAnUnknownTicket(Fault fault) {
        ofAnUnknownTicket = fault;
    }

    /** How a call without a good ticket is refused. */
    Fault ofAnUnknownTicket() {
        return ofAnUnknownTicket;
    }

    void cast(boolean on) {
        cast = on;
    }

    void runs(int id, Duration time) {
        running.put(id, time);
    }

    void appears(int id, Duration after) {
        appearing.put(id, after);
    }

    /** Remembered of tasks that move only: what the others are answered with follows from their id. */
    void answered(int id, String envelope) {
        if (running.containsKey(id)) {
            answered.computeIfAbsent(id, first -> new CopyOnWriteArrayList<>())
                    .add(new Answered(System.currentTimeMillis(), envelope));
        }
    }

    List<Answered> answered(int id) {
        return answered.getOrDefault(id, List.of());
    }

    void latency(Duration each) {
        latency = each;
    }

    void slowEvery(int calls, Duration time) {
        slow = time;
        slowEvery = calls;
    }

    void resetEvery(int calls) {
        resetEvery = calls;
    }

    void failing(FailureMix mix) {
        Mixture former = mixture;
        mixture = mix == null ? null : new Mixture(mix, former == null ? new Histories() : former.histories());
    }

    void bears(int perSecond) {
        load = perSecond == 0 ? null : new Load(perSecond);
    }

    /** What the look-ups of each task have met since there is a mixture. */
    Map<Integer, List<Look>> looks() {
        Mixture now = mixture;
        return now == null ? Map.of() : now.histories().all();
    }

    Duration latency() {
        return latency;
    }

    /** The fault all calls meet that look at no task; null for none. */
    Fault signIn() {
        Fault now = everywhere;
        return now == null || now.isOfTheTask() ? null : now;
    }

    /** @param number the look-up's number, from 1 */
    Turn turn(int id, int number) {
        long first = firstLook.computeIfAbsent(id, unseen -> System.nanoTime());
        Duration age = Duration.ofNanos(System.nanoTime() - first);
        Mixture now = mixture;
        Fault fault = now == null
                ? fault(id, number, () -> isThere(id, age) ? null : Fault.NIL_RESPONSE)
                : now.histories()
                        .next(id, before -> fault(id, number, () -> now.mix().fault(id, before)));
        // A server that sheds a call does so at once; that failures come before answers is what makes them look like an
        // outage.
        boolean shed = now != null && fault != null && fault.kind() == Fault.Kind.PASSING;
        boolean late = fault == Fault.SLOW || (slowEvery > 0 && number % slowEvery == 0);
        Duration time = running.get(id);
        return new Turn(
                fault,
                shed ? Duration.ZERO : late ? slow : latency,
                age,
                time == null && cast ? ScriptedIds.running(id) : time);
    }

    private boolean isThere(int id, Duration age) {
        return age.compareTo(appearing.getOrDefault(id, Duration.ZERO)) >= 0;
    }

    private Fault fault(int id, int number, Supplier<Fault> atRandom) {
        Load bound = load;
        if (bound != null && !bound.takes(System.nanoTime())) {
            return Fault.HTTP_429_RETRY_AFTER;
        }
        if (resetEvery > 0 && number % resetEvery == 0) {
            return Fault.RESET;
        }
        if (everywhere != null) {
            return everywhere;
        }
        Script script = scripts.get(id);
        if (script != null) {
            return script.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? script.fault() : null;
        }
        Fault random = atRandom.get();
        if (random != null) {
            return random;
        }
        if (id < 1) {
            return Fault.BLANK_CARRIER; // no task has such an id, and leaving it out is asking for 0
        }
        return cast ? ScriptedIds.fault(id) : null;
    }
}
