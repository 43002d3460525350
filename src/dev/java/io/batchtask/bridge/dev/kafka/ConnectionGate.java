package io.batchtask.bridge.dev.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/** What becomes of each request, and how many of each kind it was so far. All connections of a proxy ask the same one. */
final class ConnectionGate {
    /** A request that was held and let go is counted twice. */
    enum Fate {
        FORWARDED,
        DROPPED,
        HELD
    }

    private record Rule(Fate fate, Set<ApiKeys> keys, Predicate<String> clientId) {
        boolean fits(RequestFrame request) {
            return keys.contains(request.key()) && clientId.test(request.clientId());
        }
    }

    private final Deque<Rule> rules = new ArrayDeque<>();
    private final Map<Fate, Map<ApiKeys, Integer>> counts = new EnumMap<>(Fate.class);
    private int releases;

    /** From now on; over what was said before about the same requests. */
    synchronized void rule(Fate fate, Set<ApiKeys> keys, Predicate<String> clientId) {
        rules.addFirst(new Rule(fate, Set.copyOf(keys), clientId));
    }

    /** No rules any more; requests that are held go on. */
    synchronized void release() {
        rules.clear();
        releases++;
        notifyAll();
    }

    /** A connection that is held may have been closed. */
    synchronized void wake() {
        notifyAll();
    }

    /** Whether that request is to be forwarded; waits while it is held. */
    synchronized boolean admits(RequestFrame request, ProxiedConnection connection) throws InterruptedException {
        Fate fate = connection.isMute() ? Fate.DROPPED : fate(request);
        if (fate == Fate.DROPPED) {
            connection.mute();
            count(fate, request.key());
        } else if (fate == Fate.HELD) {
            count(fate, request.key());
            int before = releases;
            while (releases == before && !connection.isClosed()) {
                wait();
            }
        }
        return fate != Fate.DROPPED && !connection.isClosed();
    }

    private Fate fate(RequestFrame request) {
        return rules.stream()
                .filter(rule -> rule.fits(request))
                .findFirst()
                .map(Rule::fate)
                .orElse(Fate.FORWARDED);
    }

    synchronized void count(Fate fate, ApiKeys key) {
        counts.computeIfAbsent(fate, first -> new EnumMap<>(ApiKeys.class)).merge(key, 1, Integer::sum);
    }

    synchronized int counted(Fate fate, ApiKeys key) {
        return counts.getOrDefault(fate, Map.of()).getOrDefault(key, 0);
    }
}
