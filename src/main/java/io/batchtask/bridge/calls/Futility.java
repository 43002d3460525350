package io.batchtask.bridge.calls;

import java.time.Duration;

/**
 * Tells a bound from calls that are refused whatever their number, as by one machine of a farm that is taken out of
 * service: there, fewer calls change nothing about the share that is answered, and cutting would go on for ever.
 */
final class Futility {
    private static final double FAR_DOWN = 1 / 3.0; // of the calls asked for at first
    private static final double WORSE = 0.5; // share that is answered: as with a bound when asked twice as often
    private static final Duration CALM = Duration.ofSeconds(5); // later cuts have reasons of their own
    private static final Duration RESIGNED = Duration.ofMinutes(1);

    private double askedAtFirst; // 0 for nothing to compare with
    private double acceptedAtFirst;
    private boolean resigned;
    private long resignedAt;

    /**
     * @param asked calls per second
     * @param accepted the share of those made since the last cut that was not refused
     * @param calmFor how long no cut was called for
     */
    boolean cutsAreVain(double asked, double accepted, long now, long calmFor) {
        if (resigned && now - resignedAt < RESIGNED.toNanos() && accepted > WORSE * acceptedAtFirst) {
            return true;
        }
        boolean again = !resigned && calmFor < CALM.toNanos() && askedAtFirst > 0;
        if (again && asked > FAR_DOWN * askedAtFirst) {
            return false;
        }
        double withABound = Math.min(1, acceptedAtFirst * askedAtFirst / asked);
        resigned = again && accepted < (acceptedAtFirst + withABound) / 2;
        resignedAt = now;
        askedAtFirst = asked;
        acceptedAtFirst = accepted;
        return resigned;
    }
}
