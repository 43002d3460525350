package io.batchtask.bridge.online;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where an environment says in which state a tenant is, and the question itself.
 *
 * @param ask fails with {@link io.batchtask.bridge.failure.SignInRefused}
 */
public record StateService(URI address, Supplier<CompletableFuture<JsonNode>> ask) {
    /** @param tenant context identifier or serial number */
    public static StateService of(OnlineHttp http, Environment environment, String tenant) {
        URI address = environment.state(tenant);
        return new StateService(address, () -> http.get(address));
    }
}
