package io.batchtask.bridge.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What came back, as text: everything there is UTF-8.
 *
 * @param from what was called
 */
record OnlineAnswer(URI from, int status, String contentType, String body) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    /** The reply is closed then. */
    static OnlineAnswer of(URI from, HttpReply reply) {
        try (reply) {
            return new OnlineAnswer(
                    from,
                    reply.status(),
                    reply.header("Content-Type").orElse(""),
                    new String(reply.body(), StandardCharsets.UTF_8));
        }
    }

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

    /** @throws SignInRefused if the body is no JSON object */
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

    static String shown(URI address) {
        return address.getHost() + address.getPath();
    }
}
