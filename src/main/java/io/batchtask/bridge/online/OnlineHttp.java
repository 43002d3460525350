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
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** The few calls to an Online environment. All fail with {@link SignInRefused}, which carries the reason. */
public final class OnlineHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final Duration responseTimeout;

    /** @param workers runs what follows an answer */
    public OnlineHttp(Duration connectTimeout, Duration responseTimeout, Optional<SSLContext> tls, Executor workers) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .executor(workers);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.responseTimeout = responseTimeout;
    }

    CompletableFuture<JsonNode> get(URI address) {
        return send(request(address).header("Accept", "application/json").GET()).thenApply(OnlineHttp::json);
    }

    CompletableFuture<JsonNode> post(URI address, Map<String, String> body) {
        try {
            return send(request(address)
                            .header("Accept", "application/json")
                            .header("Content-Type", "application/json; charset=utf-8")
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))))
                    .thenApply(OnlineHttp::json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("text became no JSON", impossible);
        }
    }

    /** SOAP 1.1; answered with the envelope, a fault's included. */
    CompletableFuture<String> postSoap(URI address, String action, String envelope) {
        return send(request(address)
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .header("SOAPAction", '"' + action + '"')
                        .POST(BodyPublishers.ofString(envelope)))
                .thenApply(HttpResponse::body);
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(responseTimeout).header("User-Agent", "batchtask-bridge");
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        return client.sendAsync(request, BodyHandlers.ofString()).handle((response, failed) -> {
            if (failed != null) {
                throw new SignInRefused(unreachable(request.uri(), failed));
            }
            if (response.statusCode() != 200) {
                throw new SignInRefused(new Failure.Unavailable(
                        "http-" + response.statusCode(),
                        "HTTP " + response.statusCode() + " from " + shown(request.uri())));
            }
            return response;
        });
    }

    private static Failure unreachable(URI address, Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
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
