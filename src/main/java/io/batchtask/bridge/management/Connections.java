package io.batchtask.bridge.management;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Which connections are open. Every new one is let in: when there are {@link #ENOUGH}, or {@link #ENOUGH_OF_ONE} of its
 * address, the one that has been idle the longest makes room, for the limit holds before any token has been shown, and
 * first come must not keep others out. A connection with a request under way is not idle, and none is within a second
 * of its last request, or of its beginning: it may be about to ask. Beyond {@link #MOST} that second is not given, and
 * only when each of those has a request under way there is no room. For one thread.
 */
final class Connections {
    static final int ENOUGH = 64;
    static final int ENOUGH_OF_ONE = 32;
    static final int MOST = 256;
    static final int MOST_OF_ONE = 128;
    static final long SETTLED_NANOS = 1_000_000_000;

    private final Set<Place> open = new LinkedHashSet<>();
    private final LongSupplier nanos;

    /** @param nanos monotonic, such as {@link System#nanoTime} */
    Connections(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** One open connection. */
    final class Place {
        private final String address;
        private final Runnable close;
        private int underWay;
        private long idleSince = nanos.getAsLong();

        private Place(String address, Runnable close) {
            this.address = address;
            this.close = close;
        }

        /** A request is answered from now on. */
        void begins() {
            underWay++;
        }

        /** It has been answered. */
        void ends() {
            underWay--;
            idleSince = nanos.getAsLong();
        }

        /** The connection is no more; may be said again. */
        void closed() {
            open.remove(this);
        }

        private boolean isSettled() {
            return nanos.getAsLong() - idleSince >= SETTLED_NANOS;
        }
    }

    /**
     * @param close closes the connection, when it has to make room later
     * @return its place, or empty when there is no room
     */
    Optional<Place> opened(String address, Runnable close) {
        String from = Objects.requireNonNullElse(address, "");
        Predicate<Place> ofThat = place -> place.address.equals(from);
        if (!hasRoom(ofThat, ENOUGH_OF_ONE, MOST_OF_ONE) || !hasRoom(place -> true, ENOUGH, MOST)) {
            return Optional.empty();
        }
        Place place = new Place(from, close);
        open.add(place);
        return Optional.of(place);
    }

    int size() {
        return open.size();
    }

    private boolean hasRoom(Predicate<Place> among, int enough, int most) {
        while (count(among) >= enough && makeRoom(among.and(Place::isSettled))) {
            // as many as have come beyond it
        }
        return count(among) < most || makeRoom(among);
    }

    private long count(Predicate<Place> among) {
        return open.stream().filter(among).count();
    }

    private boolean makeRoom(Predicate<Place> among) {
        long now = nanos.getAsLong();
        Optional<Place> longest = open.stream()
                .filter(among.and(place -> place.underWay == 0))
                .min(Comparator.comparingLong(place -> place.idleSince - now));
        longest.ifPresent(place -> {
            open.remove(place);
            place.close.run();
        });
        return longest.isPresent();
    }
}
