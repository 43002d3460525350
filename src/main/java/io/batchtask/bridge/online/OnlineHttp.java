package io.batchtask.bridge.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpCall;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.TransportFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** The few calls to an Online environment. All fail with {@link SignInRefused}, which carries the reason. */
public final class OnlineHttp {
    /** Far above any of these answers. */
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final HttpTransport http;
    private final Executor workers;

    /** @param workers runs what follows an answer */
    public OnlineHttp(HttpTransport http, Executor workers) {
        this.http = http;
        this.workers = workers;
    }

    CompletableFuture<JsonNode> get(URI address) {
        return send(HttpCall.get(address, Map.of("Accept", "application/json"), LARGEST_ANSWER), OnlineAnswer::isGood)
                .thenApply(OnlineAnswer::json);
    }

    /** Answered with the object, also with one that refuses by its status as well. */
    CompletableFuture<JsonNode> post(URI address, Map<String, String> body) {
        Map<String, String> headers =
                Map.of("Accept", "application/json", "Content-Type", "application/json; charset=utf-8");
        try {
            byte[] json = OnlineAnswer.JSON.writeValueAsBytes(body);
            return send(
                            HttpCall.post(address, headers, json, LARGEST_ANSWER),
                            answer -> answer.isGood() || answer.isRefusal())
                    .thenApply(OnlineAnswer::json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("text became no JSON", impossible);
        }
    }

    /** SOAP 1.1; answered with the envelope, a fault's included. */
    CompletableFuture<String> postSoap(URI address, String action, String envelope) {
        Map<String, String> headers =
                Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", '"' + action + '"');
        byte[] body = envelope.getBytes(StandardCharsets.UTF_8);
        return send(
                        HttpCall.post(address, headers, body, LARGEST_ANSWER),
                        answer -> answer.isGood() || answer.isFault())
                .thenApply(OnlineAnswer::body);
    }

    private CompletableFuture<OnlineAnswer> send(HttpCall call, Predicate<OnlineAnswer> expected) {
        String target = OnlineAnswer.shown(call.address());
        return http.send(call)
                .handleAsync(
                        (reply, failed) -> {
                            if (failed != null) {
                                throw new SignInRefused(TransportFailure.in(failed, unexpected(target, failed)));
                            }
                            OnlineAnswer answer = OnlineAnswer.of(call.address(), reply);
                            if (!expected.test(answer)) {
                                throw new SignInRefused(new Failure.Unavailable(
                                        "http-" + answer.status(), "HTTP " + answer.status() + " from " + target));
                            }
                            return answer;
                        },
                        workers);
    }

    private static Failure unexpected(String target, Throwable failed) {
        return new Failure.Unavailable(
                "internal",
                "the call of " + target + " failed: " + failed.getClass().getSimpleName());
    }
}
