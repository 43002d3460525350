package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.batchtask.bridge.event.Schemas.Draft;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.DeadLetterFamily;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The AsyncAPI document describes the records the product writes and reads: each header, no more and no less. */
class AsyncApiMessagesTest {
    /** Written only when even the dead letter was too large. */
    private static final String VALUE_LEFT_BEHIND = "x-dlq-value-left-behind";

    private final AsyncApi api = new AsyncApi();

    static Stream<Arguments> events() {
        TaskAnswer found = SchemaSamples.found(SchemaSamples.allSet());
        TaskAnswer notFound = SchemaSamples.notFound();
        return Stream.of(
                Arguments.of("info", EventFormat.CLOUDEVENTS_BINARY, found),
                Arguments.of("notFound", EventFormat.CLOUDEVENTS_BINARY, notFound),
                Arguments.of("infoStructured", EventFormat.CLOUDEVENTS_STRUCTURED, found),
                Arguments.of("notFoundStructured", EventFormat.CLOUDEVENTS_STRUCTURED, notFound),
                Arguments.of("infoJson", EventFormat.JSON, found),
                Arguments.of("notFoundJson", EventFormat.JSON, notFound));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theHeadersOfAnEventAreThoseDocumented(String name, EventFormat format, TaskAnswer answer) {
        JsonNode message = api.message("info", name);
        List<Header> written = new EventWriter(format, "Cust12345", Schemas.BASE, Mask.NONE)
                .describe(answer)
                .headers();
        assertThat(names(written))
                .containsExactlyElementsOf(api.headers(message).keySet());
        assertThat(api.requiredHeaders(message)).containsExactlyElementsOf(always(names(written)));
        assertFit(written, api.headers(message));
        assertThat(written.get(0).text()).startsWith(message.get("contentType").textValue());
    }

    @ParameterizedTest
    @MethodSource("events")
    void theValueOfAnEventIsThePayloadDocumented(String name, EventFormat format, TaskAnswer answer)
            throws IOException {
        JsonNode message = api.message("info", name);
        TaskEvent event = new EventWriter(format, "", Schemas.BASE, Mask.NONE).describe(answer);
        JsonNode value = EventJson.mapper().readTree(EventJson.mapper().writeValueAsBytes(event.value()));
        assertThat(Draft.DRAFT_07.problems(api.payload(message), value)).isEmpty();
        assertThat(message.get("name").textValue()).startsWith(event.type());
    }

    @Test
    void theAttributesOfAStructuredEventAreThoseDocumented() {
        TaskEvent event = new EventWriter(EventFormat.CLOUDEVENTS_STRUCTURED, "", Schemas.BASE, Mask.NONE)
                .describe(SchemaSamples.notFound());
        assertThat(((Map<?, ?>) event.value()).keySet().stream().map(String::valueOf))
                .containsExactlyElementsOf(
                        api.document.at("/components/schemas/cloudEvent/properties").properties().stream()
                                .map(Map.Entry::getKey)
                                .toList());
    }

    @Test
    void theHeadersOfADeadLetterAreThoseDocumented() {
        JsonNode message = api.message("deadLetter", "deadLetter");
        List<Header> written = deadLetter(EnumSet.allOf(DeadLetterFamily.class));
        Set<String> documented = new HashSet<>(api.headers(message).keySet());
        documented.remove(VALUE_LEFT_BEHIND);
        assertThat(names(written)).containsExactlyInAnyOrderElementsOf(documented);
        assertFit(written, api.headers(message));
        assertThat(api.requiredHeaders(message))
                .containsExactlyElementsOf(names(deadLetter(EnumSet.of(DeadLetterFamily.NATIVE))));
    }

    @Test
    void noPlaceInTheCodeWritesADeadLetterHeaderThatIsNotDocumented() {
        Set<String> documented = new TreeSet<>(
                api.headers(api.message("deadLetter", "deadLetter")).keySet());
        documented.addAll(api.headers(api.message("ids", "request")).keySet()); // on those that were sent back
        assertThat(documented.stream().filter(name -> name.startsWith("x-dlq-")))
                .containsExactlyInAnyOrderElementsOf(WrittenHeaders.ofDeadLetters())
                .contains(VALUE_LEFT_BEHIND);
    }

    @Test
    void theClassesAndStepsOfADeadLetterAreThoseDocumented() {
        Map<String, JsonNode> headers = api.headers(api.message("deadLetter", "deadLetter"));
        Set<FailureClass> never = EnumSet.of(FailureClass.SIGN_IN, FailureClass.UNAVAILABLE); // both are waited out
        assertThat(words(headers.get("x-dlq-class")))
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.copyOf(never)).stream()
                        .map(FailureClass::word)
                        .toList());
        assertThat(words(headers.get("x-dlq-step")))
                .containsExactlyElementsOf(
                        Arrays.stream(Step.values()).map(Step::word).toList());
    }

    @ParameterizedTest
    @CsvSource({"content-type, application/cloudevents+json", "ce_specversion, 2.0", "batchtask-follow, perhaps"})
    void aHeaderThatDecidesHowARequestIsReadIsDocumented(String name, String upsetting) {
        RequestReader reader = new RequestReader();
        assertThat(reader.read(SchemaSamples.record())).isInstanceOf(ReadResult.Readable.class);
        assertThat(reader.read(SchemaSamples.record(Header.text(name, upsetting))))
                .isInstanceOf(ReadResult.Unreadable.class);
        assertThat(api.headers(api.message("ids", "request"))).containsKey(name);
    }

    @Test
    void theOtherDocumentedHeadersOfARequestTravelAlong() {
        Set<String> others =
                new TreeSet<>(api.headers(api.message("ids", "request")).keySet());
        others.removeAll(Set.of("content-type", "ce_specversion", "batchtask-follow"));
        others.removeAll(Set.of("x-dlq-replays", "x-dlq-replayed-at", "x-dlq-replayed-by"));
        assertThat(others).containsExactly("traceparent", "tracestate");
        List<Header> input =
                others.stream().map(name -> Header.text(name, "00")).toList();
        assertThat(ForwardedHeaders.of(new TaskRequest(SchemaSamples.record(input.toArray(Header[]::new)), 42, false)))
                .isEqualTo(input);
    }

    /** They tell of the request, and an event is not told apart by how often it was asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"x-dlq-replays", "x-dlq-replayed-at", "x-dlq-replayed-by"})
    void whatSaysThatARequestWasSentBackIsDocumentedAndDoesNotTravel(String name) {
        assertThat(api.headers(api.message("ids", "request"))).containsKey(name);
        assertThat(api.headers(api.message("ids", "requestAsCloudEvent"))).containsKey(name);
        assertThat(ForwardedHeaders.of(new TaskRequest(SchemaSamples.record(Header.text(name, "1")), 42, false)))
                .isEmpty();
    }

    private static List<Header> deadLetter(Set<DeadLetterFamily> families) {
        Instant now = Instant.parse("2026-11-25T00:52:21.342105928Z");
        return new DeadLetterHeaders(families, "batchtask-bridge", "0.1.0", new Redactor(List.of()))
                .headers(DeadLetter.atOnce(
                        SchemaSamples.record(),
                        new Failure.Malformed("fraction", "no whole number"),
                        Step.READ,
                        0,
                        now));
    }

    private static void assertFit(List<Header> written, Map<String, JsonNode> documented) {
        for (Header header : written) {
            assertThat(Draft.DRAFT_07.problems(documented.get(header.name()), TextNode.valueOf(header.text())))
                    .as(header.name())
                    .isEmpty();
        }
    }

    /** Without what a request need not have: a time stamp, an id and a source, a correlation, a trace. */
    private static List<String> always(List<String> names) {
        return names.stream()
                .filter(name ->
                        !name.matches("(ce_|batchtask-)time|ce_(caus|correl)ationid|batchtask-request-.*|trace.*"))
                .toList();
    }

    private static List<String> names(List<Header> headers) {
        return headers.stream().map(Header::name).toList();
    }

    private static List<String> words(JsonNode schema) {
        return StreamSupport.stream(schema.get("enum").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
