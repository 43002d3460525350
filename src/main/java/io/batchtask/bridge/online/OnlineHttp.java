package io.batchtask.bridge.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpCall;
import io.batchtask.bridge.http.HttpReply;
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

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpTransport http;
    private final Executor workers;

    /** @param workers runs what follows an answer */
    public OnlineHttp(HttpTransport http, Executor workers) {
        this.http = http;
        this.workers = workers;
    }

    /** What came back, as text: everything there is UTF-8. */
    private record Answer(URI from, int status, String contentType, String body) {
        boolean isGood() {
            return status == 200;
        }

        /** The sign-in service's own no, with its reason; a proxy's status comes with another body. */
        boolean isRefusal() {
            if (status < 400 || status > 499) {
                return false;
            }
            try {
                JsonNode successful = JSON.readTree(body).path("IsSuccessful");
                return successful.isBoolean() && !successful.booleanValue();
            } catch (JsonProcessingException notJson) {
                return false;
            }
        }

        /** SOAP 1.1 sends faults with status 500. */
        boolean isFault() {
            return status == 500 && contentType.startsWith("text/xml");
        }

        JsonNode json() {
            try {
                JsonNode node = JSON.readTree(body);
                if (node != null && node.isObject()) {
                    return node;
                }
            } catch (JsonProcessingException notJson) {
                throw new SignInRefused(new Failure.Contract("not-json", "no JSON came from " + shown(from)));
            }
            throw new SignInRefused(new Failure.Contract("not-json", "no JSON object came from " + shown(from)));
        }
    }

    CompletableFuture<JsonNode> get(URI address) {
        return send(HttpCall.get(address, Map.of("Accept", "application/json"), LARGEST_ANSWER), Answer::isGood)
                .thenApply(Answer::json);
    }

    /** Answered with the object, also with one that refuses by its status as well. */
    CompletableFuture<JsonNode> post(URI address, Map<String, String> body) {
        try {
            Map<String, String> headers =
                    Map.of("Accept", "application/json", "Content-Type", "application/json; charset=utf-8");
            return send(
                            HttpCall.post(address, headers, JSON.writeValueAsBytes(body), LARGEST_ANSWER),
                            answer -> answer.isGood() || answer.isRefusal())
                    .thenApply(Answer::json);
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
                .thenApply(Answer::body);
    }

    private CompletableFuture<Answer> send(HttpCall call, Predicate<Answer> expected) {
        return http.send(call)
                .handleAsync(
                        (reply, failed) -> {
                            if (failed != null) {
                                throw new SignInRefused(
                                        TransportFailure.in(failed, unexpected(call.address(), failed)));
                            }
                            Answer answer = read(call.address(), reply);
                            if (!expected.test(answer)) {
                                throw new SignInRefused(new Failure.Unavailable(
                                        "http-" + answer.status(),
                                        "HTTP " + answer.status() + " from " + shown(call.address())));
                            }
                            return answer;
                        },
                        workers);
    }

    private static Answer read(URI from, HttpReply reply) {
        try (reply) {
            return new Answer(
                    from,
                    reply.status(),
                    reply.header("Content-Type").orElse(""),
                    new String(reply.body(), StandardCharsets.UTF_8));
        }
    }

    private static Failure unexpected(URI address, Throwable failed) {
        return new Failure.Unavailable(
                "internal",
                "the call of " + shown(address) + " failed: "
                        + failed.getClass().getSimpleName());
    }

    private static String shown(URI address) {
        return address.getHost() + address.getPath();
    }
}
