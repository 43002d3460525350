package io.batchtask.bridge.management;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks one task up on the same path as the service, publishing nothing. */
public interface TaskLookUp {
    CompletableFuture<Finding> lookUp(String id);

    /** Why NetServer cannot be asked at present; empty when it can. */
    Optional<String> outOfService();

    /** What came of it: the event as JSON, or the reason why there is none, without secrets. */
    record Finding(String eventJson, String failureClass, String code, String message) {
        public static Finding event(String json) {
            return new Finding(json, null, null, null);
        }

        public static Finding failure(String failureClass, String code, String message) {
            return new Finding(null, failureClass, code, message);
        }
    }
}
