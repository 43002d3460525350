package io.batchtask.bridge.dev.netserver;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Ids that behave in a way of their own wherever the cast is on, known by their last three digits. */
public final class ScriptedIds {
    /** How long a task needs whose id ends in {@link #RUNNING}. */
    static final Duration TIME = Duration.ofSeconds(20);

    static final int RUNNING = 777;

    private static final Map<Integer, Fault> FAULTS = new TreeMap<>(Map.of(
            403, Fault.SENTRY,
            404, Fault.NIL_RESPONSE,
            408, Fault.SLOW,
            500, Fault.UNKNOWN_EXCEPTION));

    private ScriptedIds() {}

    /** The fault of that id; null for none. */
    static Fault fault(int id) {
        return FAULTS.get(id % 1000);
    }

    /** How long that task runs; null when it stands still. */
    static Duration running(int id) {
        return id % 1000 == RUNNING ? TIME : null;
    }

    /** What the cast does, for people. */
    public static String explanation() {
        return "ids ending in 404 are not found, in 403 are refused, in 408 are answered late, in 500 fail each time, in "
                + RUNNING + " move through their states within " + TIME.toSeconds() + " seconds of their first look-up";
    }
}
