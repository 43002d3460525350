package io.batchtask.bridge.it.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The management port of a bridge, seen from outside. */
public final class ManagementPort {
    private static final ObjectMapper JSON = new ObjectMapper();

    public final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public ManagementPort(URI address) {
        this.address = address;
    }

    public static ManagementPort of(Service service) {
        return new ManagementPort(service.management().orElseThrow());
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> lookUp(Object id) {
        return post("lookup", "{\"id\":\"" + id + "\"}", "Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(40));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(response.body(), unreadable);
        }
    }

    public boolean isLive() {
        return get("observe/health/live").statusCode() == 200;
    }

    public boolean isReady() {
        return get("observe/health/ready").statusCode() == 200;
    }

    public void awaitReady() {
        patiently().until(this::isReady);
    }

    /** Waits until that check is down, and returns its cause. */
    public String awaitDown(String check) {
        return patiently().until(() -> cause(check), Optional::isPresent).orElseThrow();
    }

    private Optional<String> cause(String check) {
        HttpResponse<String> response = get("observe/health/ready");
        if (response.statusCode() != 503) {
            return Optional.empty();
        }
        return StreamSupport.stream(json(response).get("checks").spliterator(), false)
                .filter(one -> one.get("name").asText().equals(check))
                .filter(one -> one.get("status").asText().equals("DOWN"))
                .map(one -> one.get("message").asText())
                .findFirst();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    public Metrics metrics() {
        return new Metrics(get("observe/metrics").body());
    }
}
