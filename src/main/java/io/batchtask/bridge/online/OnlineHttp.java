package io.batchtask.bridge.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.ticket.SignInRefused;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * The few calls to an Online environment. All fail with {@link SignInRefused}, which carries the reason. A whole answer
 * has one deadline and a largest size, because everybody waits for it.
 */
public final class OnlineHttp {
    /** Far above any of these answers. */
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final Duration deadline;
    private final Executor workers;

    /** @param workers runs what follows an answer */
    public OnlineHttp(Duration connectTimeout, Duration responseTimeout, Optional<SSLContext> tls, Executor workers) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .executor(workers);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.deadline = connectTimeout.plus(responseTimeout);
        this.workers = workers;
    }

    CompletableFuture<JsonNode> get(URI address) {
        return send(request(address).header("Accept", "application/json").GET(), OnlineHttp::isGood)
                .thenApply(OnlineHttp::json);
    }

    /** Answered with the object, also with one that refuses by its status as well. */
    CompletableFuture<JsonNode> post(URI address, Map<String, String> body) {
        try {
            return send(
                            request(address)
                                    .header("Accept", "application/json")
                                    .header("Content-Type", "application/json; charset=utf-8")
                                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))),
                            response -> isGood(response) || isRefusal(response))
                    .thenApply(OnlineHttp::json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("text became no JSON", impossible);
        }
    }

    /** SOAP 1.1; answered with the envelope, a fault's included. */
    CompletableFuture<String> postSoap(URI address, String action, String envelope) {
        return send(
                        request(address)
                                .header("Content-Type", "text/xml; charset=utf-8")
                                .header("SOAPAction", '"' + action + '"')
                                .POST(BodyPublishers.ofString(envelope)),
                        response -> isGood(response) || isFault(response))
                .thenApply(HttpResponse::body);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("User-Agent", "batchtask-bridge");
    }

    private static boolean isGood(HttpResponse<String> response) {
        return response.statusCode() == 200;
    }

    /** The sign-in service's own no, with its reason; a proxy's status comes with another body. */
    private static boolean isRefusal(HttpResponse<String> response) {
        if (response.statusCode() < 400 || response.statusCode() > 499) {
            return false;
        }
        try {
            JsonNode successful = JSON.readTree(response.body()).path("IsSuccessful");
            return successful.isBoolean() && !successful.booleanValue();
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    /** SOAP 1.1 sends faults with status 500. */
    private static boolean isFault(HttpResponse<String> response) {
        return response.statusCode() == 500
                && response.headers().firstValue("Content-Type").orElse("").startsWith("text/xml");
    }

    private CompletableFuture<HttpResponse<String>> send(
            HttpRequest.Builder builder, Predicate<HttpResponse<String>> expected) {
        HttpRequest request = builder.build();
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request, head -> new BoundedText(LARGEST_ANSWER));
        // The client's own time-out ends with the head of an answer.
        return exchange.copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (response, failed) -> {
                            if (failed != null) {
                                exchange.cancel(true);
                                throw new SignInRefused(unreachable(request.uri(), failed));
                            }
                            if (!expected.test(response)) {
                                throw new SignInRefused(new Failure.Unavailable(
                                        "http-" + response.statusCode(),
                                        "HTTP " + response.statusCode() + " from " + shown(request.uri())));
                            }
                            return response;
                        },
                        workers);
    }

    private static Failure unreachable(URI address, Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof BoundedText.TooLarge) {
                return new Failure.Contract("reply-too-large", "the answer of " + shown(address) + " is endless");
            }
        }
        return new Failure.Unavailable(
                "online-unreachable",
                shown(address) + " cannot be reached: " + cause.getClass().getSimpleName());
    }

    private static String shown(URI address) {
        return address.getHost() + address.getPath();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            JsonNode node = JSON.readTree(response.body());
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException notJson) {
            throw new SignInRefused(new Failure.Contract(
                    "not-json", "no JSON came from " + shown(response.request().uri())));
        }
        throw new SignInRefused(new Failure.Contract(
                "not-json",
                "no JSON object came from " + shown(response.request().uri())));
    }
}
