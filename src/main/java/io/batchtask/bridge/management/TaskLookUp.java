package io.batchtask.bridge.management;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks one task up on the same path as the service, publishing nothing. */
public interface TaskLookUp {
    CompletableFuture<Finding> lookUp(String id);

    /** Why NetServer cannot be asked at present; empty when it can. */
    Optional<String> outOfService();
}
