package io.batchtask.bridge.netserver;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where NetServer is, and whether it is open. On site that is a setting; an Online tenant moves. */
public interface ServiceLocation {
    /** Address up to and including the service version, with a trailing slash. */
    URI base();

    /**
     * It may have moved: finds out.
     *
     * @return false when there is no one to ask; never fails
     */
    CompletableFuture<Boolean> refresh();

    /** Why it takes no calls at all; empty when it does, as far as is known. */
    Optional<String> closed();

    /** What became of the last {@link #refresh}; empty when it was answered, or when there is no one to ask. */
    default Optional<UnansweredLocation> silence() {
        return Optional.empty();
    }

    /** One that never moves. */
    static ServiceLocation fixed(URI base) {
        return new ServiceLocation() {
            @Override
            public URI base() {
                return base;
            }

            @Override
            public CompletableFuture<Boolean> refresh() {
                return CompletableFuture.completedFuture(false);
            }

            @Override
            public Optional<String> closed() {
                return Optional.empty();
            }
        };
    }
}
