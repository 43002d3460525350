package io.batchtask.bridge.dev.netserver;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Faults that calls meet at random. Which call meets which follows from the seed, the task and how often that task was
 * asked before, and from nothing else: the same seed brings the same faults, in whatever order the calls come.
 *
 * @param shares of all calls, for each fault; 0.01 is one in a hundred. What they leave of 1 is answered.
 */
public record FailureMix(long seed, Map<Fault, Double> shares) {
    /** What a farm with a bad node, or a proxy that sheds load, does to calls. */
    public static final List<Fault> USUAL = List.of(
            Fault.RESET,
            Fault.CLOSED,
            Fault.HTTP_503,
            Fault.HTTP_503_RETRY_AFTER,
            Fault.HTTP_429,
            Fault.HTTP_429_RETRY_AFTER,
            Fault.SLOW);

    public FailureMix {
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1 || shares.values().stream().anyMatch(share -> share < 0)) {
            throw new IllegalArgumentException("shares of calls: " + shares);
        }
        EnumMap<Fault, Double> inOrder = new EnumMap<>(Fault.class); // else the seed would not tell all
        inOrder.putAll(shares);
        shares = Collections.unmodifiableMap(inOrder);
    }

    /** That share of all calls in equal parts. */
    public static Map<Fault, Double> evenly(double share, List<Fault> faults) {
        EnumMap<Fault, Double> shares = new EnumMap<>(Fault.class);
        faults.forEach(fault -> shares.put(fault, share / faults.size()));
        return shares;
    }

    /**
     * What a call meets; null for nothing.
     *
     * @param before how often the task was asked before
     */
    Fault fault(int id, int before) {
        // The ends are mixed apart, or the second call of one task would meet what the first of another did.
        double at = new SplittableRandom(new SplittableRandom(seed + id).nextLong() + before).nextDouble();
        for (Map.Entry<Fault, Double> share : shares.entrySet()) {
            at -= share.getValue();
            if (at < 0) {
                return share.getKey();
            }
        }
        return null;
    }
}
