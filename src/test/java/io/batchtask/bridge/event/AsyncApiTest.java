package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.Readme;
import io.batchtask.bridge.settings.Key;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The AsyncAPI document is complete in itself and names the topics the product uses. */
class AsyncApiTest {
    /** An option of kafka-topics.sh, or a topic's setting behind {@code --config}. */
    private static final Pattern OPTION = Pattern.compile("--(?:config )?([a-z.-]+)[ =](\\S+)");

    private static final String BROKER_DEFAULT = "1048588"; // max.message.bytes: 1 MiB and a batch's head

    private final AsyncApi api = new AsyncApi();

    @Test
    void itIsACompleteAsyncApi3Document() {
        assertThat(api.document.get("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(api.document.at("/info/title").asText()).isNotBlank();
        assertThat(api.document.at("/info/version").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(api.document.get("channels").fieldNames()).toIterable().containsExactly("ids", "info", "deadLetter");
        for (JsonNode server : api.document.get("servers")) {
            assertThat(server.path("host").asText()).isNotBlank();
            assertThat(server.path("protocol").asText()).isIn("kafka", "kafka-secure");
        }
        assertThat(api.document.at("/servers/secure/security")).isNotEmpty();
    }

    @Test
    void everyReferenceResolves() {
        assertThat(api.references()).isNotEmpty().allSatisfy(reference -> assertThat(
                        api.target(reference).isContainerNode())
                .isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "ids,        batchtask.topics.ids",
        "info,       batchtask.topics.info",
        "deadLetter, batchtask.topics.dead-letter"
    })
    void theAddressOfAChannelIsTheDefaultOfItsSetting(String channel, String key) {
        assertThat(api.channel(channel).get("address").textValue()).isEqualTo(byDefault(key));
        assertThat(api.channel(channel).get("description").textValue()).contains(key);
    }

    @ParameterizedTest
    @CsvSource({"readRequests, receive, ids", "publishEvents, send, info", "rejectRequests, send, deadLetter"})
    void anOperationMovesEveryMessageOfItsChannel(String name, String action, String channel) {
        JsonNode operation = api.document.at("/operations/" + name);
        assertThat(operation.get("action").textValue()).isEqualTo(action);
        assertThat(operation.at("/channel/$ref").textValue()).isEqualTo("#/channels/" + channel);
        assertThat(operation.get("messages").findValuesAsText("$ref"))
                .containsExactlyElementsOf(api.channel(channel).get("messages").properties().stream()
                        .map(message -> "#/channels/" + channel + "/messages/" + message.getKey())
                        .toList());
    }

    @Test
    void requestsAreReadInTheDefaultGroup() {
        assertThat(api.document
                        .at("/operations/readRequests/bindings/kafka/groupId/default")
                        .textValue())
                .isEqualTo(byDefault("batchtask.kafka.group-id"));
    }

    @Test
    void everyMessageSaysWhatItsKeyAndItsContentAre() {
        for (JsonNode message : api.document.at("/components/messages")) {
            assertThat(api.follow(message.get("bindings"))
                            .at("/kafka/key/description")
                            .asText())
                    .isNotBlank();
            assertThat(message.path("contentType").asText()).isNotBlank();
            assertThat(message.path("summary").asText()).isNotBlank();
        }
    }

    /** Generators name their classes by these titles. */
    @ParameterizedTest
    @CsvSource({
        "BatchTask, batchtask-info-v1.json",
        "BatchTaskNotFound, batchtask-notfound-v1.json",
        "BatchTaskRequest, batchtask-request-v1.json"
    })
    void theSchemasAreNamedAfterWhatTheyDescribe(String name, String file) {
        assertThat(api.document.at("/components/schemas/" + name + "/$ref").textValue())
                .isEqualTo("./schemas/" + file);
        assertThat(Schemas.schema(file).get("title").textValue()).isEqualTo(name);
        assertThat(api.document.at("/components/schemas"))
                .allSatisfy(schema ->
                        assertThat(api.follow(schema).path("title").asText()).matches("([A-Z][a-z]+)+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids", "info", "deadLetter"})
    void theAdviceForATopicIsWhatTheCommandThatCreatesItSays(String channel) {
        JsonNode kafka = api.channel(channel).at("/bindings/kafka");
        JsonNode topic = kafka.get("topicConfiguration");
        Map<String, String> created =
                optionsOf(api.channel(channel).get("address").textValue());

        assertThat(topic.get("cleanup.policy")).hasSize(1);
        assertThat(created)
                .containsEntry("cleanup.policy", topic.at("/cleanup.policy/0").textValue())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", topic.get("retention.ms").asText())
                .containsEntry("replication-factor", kafka.get("replicas").asText())
                .containsEntry("partitions", kafka.path("partitions").asText(created.get("partitions")));
        assertThat(topic.get("max.message.bytes").asText())
                .isEqualTo(created.getOrDefault("max.message.bytes", BROKER_DEFAULT));
    }

    /** The options and topic settings of the command in the documents that creates that topic. */
    private static Map<String, String> optionsOf(String topic) {
        return Arrays.stream(new Readme().sample("topics").split("kafka-topics\\.sh "))
                .filter(command -> command.contains("--topic " + topic + " "))
                .flatMap(command -> OPTION.matcher(command).results())
                .collect(Collectors.toMap(option -> option.group(1), option -> option.group(2)));
    }

    @Test
    void anEventIsCorrelatedWithTheRequestsOwnId() {
        api.document.at("/channels/info/messages").fieldNames().forEachRemaining(name -> {
            JsonNode message = api.message("info", name);
            String location =
                    api.follow(message.get("correlationId")).get("location").textValue();
            assertThat(api.headers(message)).containsKey(location.replace("$message.header#/", ""));
        });
    }

    private static String byDefault(String key) {
        return Key.all().stream()
                .filter(setting -> setting.name().equals(key))
                .findFirst()
                .flatMap(Key::defaultValue)
                .orElseThrow();
    }
}
