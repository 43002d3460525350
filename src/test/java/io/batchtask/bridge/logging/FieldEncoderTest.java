package io.batchtask.bridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldEncoderTest {
    private static final String AWKWARD = "a \"b\" = c;\\ {} \n\r\t\u0001\u2028 {\"x\":1}, k=v <ü\ud83d\ude00>";

    /** Names that occur twice are an error. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final FieldEncoder encoder = new FieldEncoder();

    @BeforeEach
    void start() {
        encoder.setServiceName("batchtask-bridge");
        encoder.setServiceNodeName("bridge-0");
        encoder.start();
    }

    private JsonNode written(ILoggingEvent event) throws Exception {
        String text = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        assertThat(text.strip()).doesNotContain("\n");
        return STRICT.readTree(text);
    }

    static Stream<String> patterns() throws Exception {
        return LinePatternTest.patterns().stream().distinct();
    }

    @ParameterizedTest
    @MethodSource
    void patterns(String pattern) throws Exception {
        LinePattern line = LinePattern.of(pattern);
        Object[] arguments = IntStream.range(0, line.keys().size())
                .mapToObj(i -> i + AWKWARD)
                .toArray();

        JsonNode json = written(Lines.warn(pattern, arguments));

        assertThat(json.get("event.action").asText()).isEqualTo(line.text());
        line.values(arguments)
                .forEach((key, value) -> assertThat(json.get(key.equals("code") ? "error.code" : "labels." + key))
                        .as(key)
                        .isEqualTo(TextNode.valueOf(value)));
    }

    @Test
    void aRejectedRequestCanBeSearchedForByItsParts() throws Exception {
        ILoggingEvent event = Lines.traced(
                Map.of("trace.id", "4bf92f3577b34da6a3ce929d0e0e4736"),
                "rejected; task={} origin={} class={} code={} attempts={}",
                42,
                "ids/0/7",
                "refused",
                "SoSentryException",
                3);

        JsonNode json = written(event);

        assertThat(json.get("message").asText()).startsWith("rejected; task=42 origin=ids/0/7 ");
        assertThat(json.get("log.level").asText()).isEqualTo("WARN");
        assertThat(json.get("labels.task")).as("text, as labels are").isEqualTo(TextNode.valueOf("42"));
        assertThat(json.get("labels.class").asText()).isEqualTo("refused");
        assertThat(json.get("error.code").asText()).isEqualTo("SoSentryException");
        assertThat(json.get("trace.id").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(json.get("service.node.name").asText()).isEqualTo("bridge-0");
        assertThat(json.get("ecs.version").asText()).isNotEmpty();
    }

    @Test
    void anExceptionBehindTheArgumentsIsNoField() throws Exception {
        ILoggingEvent event =
                Lines.warn("a part broke; part={}", "the look-up", new IllegalStateException("over\n\"there\""));

        JsonNode json = written(event);

        assertThat(json.get("labels.part").asText()).isEqualTo("the look-up");
        assertThat(json.get("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(json.get("error.message").asText()).isEqualTo("over\n\"there\"");
    }

    @Test
    void aLineWithoutKeysAndAForeignOneHaveNoLabels() throws Exception {
        assertThat(written(Lines.warn("ready")).fieldNames())
                .toIterable()
                .noneMatch(name -> name.startsWith("labels."))
                .contains("event.action");
        assertThat(written(Lines.line(Lines.THEIRS, Level.WARN, "node={} is " + AWKWARD, 1))
                        .fieldNames())
                .toIterable()
                .noneMatch(name -> name.startsWith("labels.") || name.equals("event.action"));
    }
}
