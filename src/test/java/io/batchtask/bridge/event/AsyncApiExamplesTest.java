package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.Readme;
import io.batchtask.bridge.event.Schemas.Draft;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the AsyncAPI document has examples, which are what it describes and what the documents show. */
class AsyncApiExamplesTest {
    private static final AsyncApi API = new AsyncApi();

    static Stream<String> messages() {
        return API.document.at("/components/messages").properties().stream().map(Map.Entry::getKey);
    }

    private static JsonNode message(String name) {
        return API.document.at("/components/messages/" + name);
    }

    private static JsonNode example(String name) {
        return message(name).at("/examples/0");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void anExampleIsValid(String name) {
        JsonNode message = message(name);
        Map<String, JsonNode> documented = API.headers(message);
        assertThat(message.path("examples")).isNotEmpty().allSatisfy(example -> {
            assertThat(Draft.DRAFT_07.problems(API.payload(message), example.get("payload")))
                    .isEmpty();
            assertThat(example.path("headers").properties()).allSatisfy(header -> assertThat(
                            Draft.DRAFT_07.problems(documented.get(header.getKey()), header.getValue()))
                    .as(header.getKey())
                    .isEmpty());
            assertThat(example.path("headers").fieldNames()).toIterable().containsAll(API.requiredHeaders(message));
        });
    }

    @Test
    void theExamplesAreThoseTheDocumentsShow() throws IOException {
        Readme readme = new Readme();
        JsonNode event = EventJson.mapper().readTree(readme.sample("event"));
        assertThat(example("info").get("payload")).isEqualTo(event);
        assertThat(lines("info")).isEqualTo(readme.sample("event-headers").strip());
        assertThat(example("infoJson").get("payload")).isEqualTo(event);
        assertThat(example("infoStructured").at("/payload/data")).isEqualTo(event);
        assertThat(example("infoStructured").at("/payload/id"))
                .isEqualTo(example("info").at("/headers/ce_id"))
                .isEqualTo(example("infoJson").at("/headers/batchtask-id"));
        assertThat(example("notFoundStructured").get("payload"))
                .isEqualTo(EventJson.mapper().readTree(readme.sample("not-found")));
        assertThat(lines("deadLetter")).isEqualTo(readme.sample("dead-letter").strip());
    }

    private static String lines(String name) {
        StringBuilder lines = new StringBuilder();
        example(name).get("headers").properties().forEach(header -> lines.append(header.getKey())
                .append(": ")
                .append(header.getValue().textValue())
                .append('\n'));
        return lines.toString().strip();
    }
}
