package io.batchtask.bridge.dev.netserver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** What the look-ups of each task have met, in the order in which they came. */
final class Histories {
    private final Map<Integer, List<Look>> looks = new ConcurrentHashMap<>();

    /**
     * The next look-up of that task.
     *
     * @param fault what it meets when the task was asked so often before; asked once for each number
     */
    Fault next(int id, IntFunction<Fault> fault) {
        List<Look> ofTask = looks.computeIfAbsent(id, first -> new ArrayList<>(1));
        synchronized (ofTask) {
            Fault met = fault.apply(ofTask.size());
            ofTask.add(new Look(System.currentTimeMillis(), met));
            return met;
        }
    }

    Map<Integer, List<Look>> all() {
        Map<Integer, List<Look>> all = new HashMap<>();
        looks.forEach((id, ofTask) -> {
            synchronized (ofTask) {
                all.put(id, List.copyOf(ofTask));
            }
        });
        return all;
    }
}
