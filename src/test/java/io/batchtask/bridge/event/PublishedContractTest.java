package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.batchtask.bridge.event.Schemas.Draft;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.TaskAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was published once holds: readers and writers who keep to the contract of a former version understand this one,
 * and events that are kept are valid today. A version of the contract that is published is put beside the others.
 */
class PublishedContractTest {
    private static final AsyncApi TODAY = new AsyncApi();

    /** Those say which event it is: the contract grows by new types. */
    private static final Set<String> TYPES = Set.of("ce_type", "batchtask-type");

    static Stream<AsyncApi> published() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("src/test/resources/published"))) {
            return versions.map(version -> new AsyncApi("/published/" + version.getFileName() + "/")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void itIsOfAnEarlierVersionOfTheContract(AsyncApi former) {
        assertThat(version(former)).isLessThan(version(TODAY));
        assertThat(version(former).split("\\.")[0]).isEqualTo(version(TODAY).split("\\.")[0]);
    }

    private static String version(AsyncApi api) {
        return api.document.at("/info/version").textValue();
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyMessageIsStillThereAndItsValueIsWhatItWas(AsyncApi former) {
        former.document.get("channels").fieldNames().forEachRemaining(channel -> messages(former, channel)
                .forEach(name -> {
                    JsonNode was = former.payload(former.message(channel, name));
                    JsonNode is = TODAY.payload(TODAY.message(channel, name));
                    assertThat(
                                    channel.equals("ids")
                                            ? SchemaChanges.ofWhatIsRead(was, is)
                                            : SchemaChanges.ofWhatIsWritten(was, is))
                            .as("%s in %s", name, channel)
                            .isEmpty();
                }));
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyHeaderIsStillThereAndSaysWhatItSaid(AsyncApi former) {
        for (String channel : List.of("info", "deadLetter")) {
            messages(former, channel).forEach(name -> {
                Map<String, JsonNode> is = TODAY.headers(TODAY.message(channel, name));
                former.headers(former.message(channel, name)).forEach((header, was) -> {
                    assertThat(is).containsKey(header);
                    assertThat(
                                    TYPES.contains(header)
                                            ? SchemaChanges.ofWhatIsRead(was, is.get(header))
                                            : SchemaChanges.ofWhatIsWritten(was, is.get(header)))
                            .as(header)
                            .isEmpty();
                });
                assertThat(TODAY.requiredHeaders(TODAY.message(channel, name)))
                        .containsExactlyInAnyOrderElementsOf(former.requiredHeaders(former.message(channel, name)));
            });
        }
    }

    private static List<String> messages(AsyncApi api, String channel) {
        return api.channel(channel).get("messages").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("published")
    void theExamplesOfThenAreValidToday(AsyncApi former) {
        former.document.get("channels").fieldNames().forEachRemaining(channel -> messages(former, channel)
                .forEach(name -> assertThat(former.message(channel, name).get("examples"))
                        .isNotEmpty()
                        .allSatisfy(example -> assertThat(Draft.DRAFT_07.problems(
                                        TODAY.payload(TODAY.message(channel, name)), example.get("payload")))
                                .as("%s in %s", name, channel)
                                .isEmpty())));
    }

    @ParameterizedTest
    @MethodSource("published")
    void whatIsWrittenTodayIsValidThenAndNow(AsyncApi former) throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            TaskAnswer answer = i % 8 == 0 ? SchemaSamples.notFound() : SchemaSamples.found(RandomTasks.next(random));
            String schema = i % 8 == 0 ? "BatchTaskNotFound" : "BatchTask";
            Set<String> masked = new TreeSet<>(BatchTask.FIELDS);
            masked.removeIf(field -> field.equals("id") || random.nextInt(4) > 0);
            TaskEvent event = new EventWriter(EventFormat.JSON, "", Schemas.BASE, Mask.of(masked)).describe(answer);
            JsonNode data = EventJson.mapper().readTree(EventJson.mapper().writeValueAsBytes(event.value()));
            for (AsyncApi version : List.of(former, TODAY)) {
                for (Draft draft : Draft.values()) {
                    assertThat(draft.problems(
                                    version.follow(version.document.at("/components/schemas/" + schema)), data))
                            .as("seed %d, %s: %s", seed, version(version), data)
                            .isEmpty();
                }
            }
        }
    }

    // ---- and a change that would break someone is seen

    private record Break(String what, Consumer<ObjectNode> change, boolean forWritersToo) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Arguments> breaks() {
        List<Break> breaks = new ArrayList<>();
        breaks.add(
                new Break("/properties/state is gone", info -> properties(info).remove("state"), true));
        breaks.add(new Break(
                "/properties/name/type lacks null", info -> at(info, "name").put("type", "string"), true));
        breaks.add(new Break(
                "/properties/startCount/type also has string",
                info -> ((ArrayNode) at(info, "startCount").get("type")).add("string"),
                false));
        breaks.add(
                new Break("/required also has state", info -> ((ArrayNode) info.get("required")).add("state"), true));
        breaks.add(new Break("/required lacks id", info -> ((ArrayNode) info.get("required")).removeAll(), false));
        breaks.add(
                new Break("/properties/id/maximum is 99", info -> at(info, "id").put("maximum", 99), true));
        breaks.add(
                new Break("/properties/id/minimum is 0", info -> at(info, "id").put("minimum", 0), false));
        breaks.add(new Break(
                "/properties/state/enum is [\"New\"]",
                info -> at(info, "state").putArray("enum").add("New"),
                true));
        breaks.add(new Break(
                "/properties/created/pattern is", info -> at(info, "created").put("pattern", "^2"), true));
        breaks.add(new Break(
                "/properties/created/pattern is", info -> at(info, "created").remove("pattern"), false));
        breaks.add(new Break(
                "/properties/created/format is", info -> at(info, "created").put("format", "date"), true));
        breaks.add(new Break("/additionalProperties is false", info -> info.put("additionalProperties", false), true));
        breaks.add(new Break(
                "/properties/parameterObject/additionalProperties/type also has integer",
                info -> ((ArrayNode) at(info, "parameterObject").at("/additionalProperties/type")).add("integer"),
                false));
        return breaks.stream().map(Arguments::of);
    }

    private static ObjectNode properties(ObjectNode info) {
        return (ObjectNode) info.get("properties");
    }

    private static ObjectNode at(ObjectNode info, String field) {
        return (ObjectNode) properties(info).get(field);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aChangeThatBreaksSomeoneIsSeen(Break breaking) {
        JsonNode published = Schemas.schema(Schemas.INFO);
        ObjectNode today = published.deepCopy();
        breaking.change().accept(today);

        assertThat(SchemaChanges.ofWhatIsWritten(published, today)).isNotEmpty().allSatisfy(change -> assertThat(change)
                .startsWith(breaking.what()));
        assertThat(SchemaChanges.ofWhatIsRead(published, today).isEmpty()).isEqualTo(!breaking.forWritersToo());
    }

    @Test
    void anEnumThatLosesAWordOrHasOneMoreIsSeen() throws IOException {
        JsonNode published = EventJson.mapper().readTree("{\"enum\":[\"a\",\"b\"]}");
        assertThat(SchemaChanges.ofWhatIsWritten(published, EventJson.mapper().readTree("{\"enum\":[\"a\"]}")))
                .containsExactly("/enum lacks b");
        assertThat(SchemaChanges.ofWhatIsWritten(
                        published, EventJson.mapper().readTree("{\"enum\":[\"a\",\"b\",\"c\"]}")))
                .containsExactly("/enum also has c");
    }

    @Test
    void wordsForPeopleAndFieldsThatNeedNotBeThereBreakNoOne() {
        JsonNode published = Schemas.schema(Schemas.INFO);
        ObjectNode today = published.deepCopy();
        today.put("description", "another").put("$id", "urn:example:another");
        properties(today).putObject("priority").put("type", "integer");

        assertThat(SchemaChanges.ofWhatIsWritten(published, today)).isEmpty();
        assertThat(SchemaChanges.ofWhatIsWritten(today, published)).containsExactly("/properties/priority is gone");
    }

    @Test
    void whatIsReadMayBecomeMore() {
        JsonNode published = Schemas.schema(Schemas.REQUEST);
        ObjectNode today = published.deepCopy();
        ((ArrayNode) today.get("anyOf")).addObject().put("type", "array");

        assertThat(SchemaChanges.ofWhatIsRead(published, today)).isEmpty();
        assertThat(SchemaChanges.ofWhatIsWritten(published, today)).containsExactly("/anyOf/2 is new");
        assertThat(SchemaChanges.ofWhatIsRead(today, published)).containsExactly("/anyOf/2 is gone");
        assertThat(published.at("/anyOf").size()).isEqualTo(2);
    }
}
