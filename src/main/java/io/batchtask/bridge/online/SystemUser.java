package io.batchtask.bridge.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs in as the system user a tenant's administrator has approved: a token signed with the app's key is exchanged for
 * a security token, which is checked and carries the ticket.
 */
public final class SystemUser {
    private static final Logger LOG = LoggerFactory.getLogger(SystemUser.class);

    private final OnlineHttp http;
    private final Environment environment;
    private final SystemUserIdentity identity;
    private final boolean soap;
    private final Consumer<URI> netServer;
    private final Clock clock;

    private volatile List<JWK> keys = List.of();

    /**
     * @param soap exchanges over SOAP rather than REST
     * @param netServer gets the address in each accepted token
     */
    public SystemUser(
            OnlineHttp http,
            Environment environment,
            SystemUserIdentity identity,
            boolean soap,
            Consumer<URI> netServer,
            Clock clock) {
        this.http = http;
        this.environment = environment;
        this.identity = identity;
        this.soap = soap;
        this.netServer = netServer;
        this.clock = clock;
    }

    /** A new ticket; fails with {@link SignInRefused}. */
    public CompletableFuture<String> signIn() {
        String signed;
        try {
            String key = identity.privateKey().get();
            signed = SignedToken.of(identity.token().get(), RsaKeys.read(key), clock);
        } catch (IllegalArgumentException unusable) {
            return CompletableFuture.failedFuture(
                    new SignInRefused(new Failure.SignIn("private-key", unusable.getMessage())));
        }
        CompletableFuture<String> exchanged = soap ? exchangeBySoap(signed) : exchangeByRest(signed);
        return exchanged.thenCompose(this::check).thenApply(token -> {
            token.netServer().ifPresent(netServer);
            return token.ticket();
        });
    }

    private CompletableFuture<String> exchangeByRest(String signed) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("SignedSystemToken", signed);
        body.put("ApplicationToken", identity.applicationToken().get());
        body.put("ContextIdentifier", identity.tenant());
        body.put("ReturnTokenType", "JWT");
        return http.post(environment.exchangeByRest(), body)
                .thenApply(answer -> token(
                        answer.path("IsSuccessful").asBoolean(),
                        answer.path("Token").asText(""),
                        answer.path("ErrorMessage").asText("")));
    }

    private CompletableFuture<String> exchangeBySoap(String signed) {
        String request = ExchangeEnvelope.request(identity.applicationToken().get(), identity.tenant(), signed);
        return http.postSoap(environment.exchangeBySoap(), ExchangeEnvelope.ACTION, request)
                .thenApply(ExchangeEnvelope::answer)
                .thenApply(answer -> token(answer.isSuccessful(), answer.token(), answer.errorMessage()));
    }

    /**
     * Refusals come as a successful answer that says no, mostly for what is soon put right without a new secret: an app
     * that is not approved yet, a clock, a service that is not well.
     */
    private static String token(boolean successful, String token, String errorMessage) {
        if (!successful || token.isBlank()) {
            throw SignInRefused.asThingsStand(new Failure.SignIn(
                    "system-user-refused",
                    errorMessage.isBlank() ? "the system user is refused without a reason" : errorMessage));
        }
        return token;
    }

    private CompletableFuture<SecurityToken> check(String text) {
        JWSObject token;
        try {
            token = JWSObject.parse(text);
        } catch (ParseException notAToken) {
            throw SecurityToken.refused("what came is no JSON web token");
        }
        if (SecurityToken.isSigned(token, keys)) {
            return CompletableFuture.completedFuture(SecurityToken.read(token, identity.tenant(), clock));
        }
        return http.get(environment.keys())
                .thenApply(
                        fresh -> { // none yet, or the vendor has changed them
                            keys = parse(fresh);
                            if (!SecurityToken.isSigned(token, keys)) {
                                throw SecurityToken.refused("no key of the environment has signed the token");
                            }
                            return SecurityToken.read(token, identity.tenant(), clock);
                        });
    }

    /** Key by key: one of an unknown kind must not keep the others from being used. */
    private static List<JWK> parse(JsonNode jwks) {
        if (!jwks.path("keys").isArray()) {
            throw new SignInRefused(new Failure.Contract("jwks", "the environment's keys cannot be read"));
        }
        List<JWK> usable = new ArrayList<>();
        for (JsonNode key : jwks.path("keys")) {
            try {
                usable.add(JWK.parse(key.isObject() ? key.toString() : "{}"));
            } catch (ParseException | IllegalArgumentException | IllegalStateException unusable) {
                LOG.warn("a key of the environment cannot be used; reason={}", Causes.explain(unusable));
            }
        }
        return List.copyOf(usable);
    }
}
