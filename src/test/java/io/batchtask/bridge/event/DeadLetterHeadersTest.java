package io.batchtask.bridge.event;

import static io.batchtask.bridge.task.DeadLetterFamily.CONNECT;
import static io.batchtask.bridge.task.DeadLetterFamily.NATIVE;
import static io.batchtask.bridge.task.DeadLetterFamily.SPRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Redactor;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.DeadLetterFamily;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterHeadersTest {
    private static final Instant FIRST = Instant.parse("2026-11-24T10:16:00Z");
    private static final Instant LAST = Instant.parse("2026-11-24T10:17:00.500999999Z");

    private static List<Header> headers(Set<DeadLetterFamily> families, Failure failure, Header... original) {
        Redactor redactor = new Redactor(List.of(() -> "hunter22"));
        return new DeadLetterHeaders(families, "the-group", "1.2.3", redactor)
                .headers(new DeadLetter(Samples.record("key", original), failure, Step.LOOK_UP, 5, FIRST, LAST));
    }

    private static List<Header> headers(String message, Header... original) {
        return headers(Set.of(NATIVE), new Failure.Poison("the-code", message), original);
    }

    private static List<String> lines(List<Header> headers) {
        return headers.stream()
                .map(header -> header.name() + "=" + header.text())
                .toList();
    }

    private static List<byte[]> values(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .toList();
    }

    private static String message(String message) {
        return new String(values(headers(message), "x-dlq-message").get(0), StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatHappenedWhereAndWhy() {
        assertThat(lines(headers("it kept failing")))
                .containsExactly(
                        "x-dlq-class=poison",
                        "x-dlq-code=the-code",
                        "x-dlq-message=it kept failing",
                        "x-dlq-step=look-up",
                        "x-dlq-attempts=5",
                        "x-dlq-first-failure-at=2026-11-24T10:16:00.000Z",
                        "x-dlq-failed-at=2026-11-24T10:17:00.500Z",
                        "x-dlq-source-topic=ids",
                        "x-dlq-source-partition=3",
                        "x-dlq-source-offset=77",
                        "x-dlq-source-timestamp=1795515330123",
                        "x-dlq-group=the-group",
                        "x-dlq-version=1.2.3",
                        "x-dlq-replays=0");
    }

    @Test
    void theOriginalsHeadersComeFirstAndUnchanged() {
        Header nothing = new Header("nothing", null);
        Header binary = new Header("binary", new byte[] {0, (byte) 0xFF});
        Header again = Header.text("binary", "again");
        Header event = Header.text("ce_id", "7");
        Header camel = Header.text("CamelFile", "x");
        Header type = Header.text("content-type", "text/plain");
        assertThat(headers("m", nothing, binary, again, event, camel, type))
                .startsWith(nothing, binary, again, event, camel, type)
                .hasSize(6 + 14);
    }

    @Test
    void thoseOfAnEarlierDeadLetterAreReplaced() {
        List<Header> headers = headers(
                "now",
                Header.text("x-dlq-message", "then"),
                Header.text("x-dlq-class", "refused"),
                Header.text("x-dlq-of-another-version", "x"),
                Header.text("mine", "stays"));
        assertThat(headers).hasSize(1 + 14);
        assertThat(lines(headers)).contains("mine=stays", "x-dlq-message=now", "x-dlq-class=poison");
    }

    @Test
    void replaysAreKept() {
        List<Header> headers = headers("m", Header.text("x-dlq-replays", "2"), Header.text("x-dlq-replays", "3"));
        assertThat(values(headers, "x-dlq-replays")).containsExactly(Samples.bytes("3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many", "99999999999"})
    void replaysThatAreNoCountBeginAgain(String foreign) {
        assertThat(lines(headers("m", Header.text("x-dlq-replays", foreign)))).contains("x-dlq-replays=0");
    }

    @ParameterizedTest
    @CsvSource({
        "1023, x, 1024",
        "1024, '', 1024",
        "1024, x, 1024",
        "1023, æ, 1023",
        "1022, æ, 1024",
        "1022, €, 1022",
        "1021, €, 1024",
        "1023, 😀, 1023",
        "1021, 😀, 1021",
        "1020, 😀, 1024"
    })
    void aLongMessageIsCutBetweenTwoCharacters(int plain, String character, int length) {
        String whole = "a".repeat(plain) + character;
        String cut = message(whole + "bbbb".repeat(character.isEmpty() ? 0 : 1000));
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSize(length);
        assertThat(whole).startsWith(cut.substring(0, Math.min(cut.length(), whole.length())));
        assertThat(cut).doesNotContain("\uFFFD");
    }

    @Property(tries = 300)
    void noMessageIsLongerThanAKibibyteOrBroken(@ForAll @StringLength(max = 1500) String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String cut = message(wellFormed);
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
        assertThat(new Redactor(List.of()).redact(wellFormed)).startsWith(cut);
    }

    @Test
    void secretsAreMaskedBeforeTheMessageIsCut() {
        assertThat(message("a".repeat(1020) + "hunter22")).isEqualTo("a".repeat(1020) + "***");
    }

    @Test
    void secretsAndTicketsAreMaskedInEveryHeader() {
        Failure failure = new Failure.Refused("7T:c2VjcmV0", "7T:c2VjcmV0 said hunter22\nat line 1");
        List<Header> headers = headers(Set.of(NATIVE, CONNECT, SPRING), failure);
        assertThat(lines(headers))
                .contains(
                        "x-dlq-code=***",
                        "x-dlq-message=*** said *** at line 1",
                        "__connect.errors.exception.message=*** said *** at line 1",
                        "kafka_dlt-exception-message=*** said *** at line 1")
                .noneMatch(line -> line.contains("7T:") || line.contains("hunter22"));
    }

    @Test
    void connectsHeadersAreTextThroughout() {
        List<Header> headers = headers(Set.of(NATIVE, CONNECT), new Failure.Contract("the-code", "why"));
        assertThat(lines(headers).subList(14, headers.size()))
                .containsExactly(
                        "__connect.errors.topic=ids",
                        "__connect.errors.partition=3",
                        "__connect.errors.offset=77",
                        "__connect.errors.connector.name=the-group",
                        "__connect.errors.task.id=0",
                        "__connect.errors.stage=look-up",
                        "__connect.errors.class.name=io.batchtask.bridge",
                        "__connect.errors.exception.class.name=contract",
                        "__connect.errors.exception.message=why");
    }

    @Test
    void springsNumbersAreBinary() {
        List<Header> headers = headers(Set.of(SPRING), new Failure.Contract("the-code", "why"));
        assertThat(headers.subList(14, headers.size()))
                .extracting(Header::name)
                .containsExactly(
                        "kafka_dlt-original-topic",
                        "kafka_dlt-original-partition",
                        "kafka_dlt-original-offset",
                        "kafka_dlt-original-timestamp",
                        "kafka_dlt-original-consumer-group",
                        "kafka_dlt-exception-fqcn",
                        "kafka_dlt-exception-message");
        assertThat(values(headers, "kafka_dlt-original-partition")).containsExactly(new byte[] {0, 0, 0, 3});
        assertThat(values(headers, "kafka_dlt-original-offset")).containsExactly(new byte[] {0, 0, 0, 0, 0, 0, 0, 77});
        assertThat(values(headers, "kafka_dlt-original-timestamp"))
                .containsExactly(new byte[] {0, 0, 0x01, (byte) 0xA2, 0x0D, 0x0D, (byte) 0xAE, 0x4B});
        assertThat(lines(headers))
                .contains(
                        "kafka_dlt-original-topic=ids",
                        "kafka_dlt-original-consumer-group=the-group",
                        "kafka_dlt-exception-fqcn=contract",
                        "kafka_dlt-exception-message=why");
    }

    @Test
    void theOtherFamiliesAreReplacedAsWellWhenTheyAreWritten() {
        Header connect = Header.text("__connect.errors.topic", "earlier");
        Header spring = Header.text("kafka_dlt-original-topic", "earlier");
        Header trace = Header.text("__connect.errors.exception.stacktrace", "of somebody else");
        List<Header> headers =
                headers(Set.of(NATIVE, CONNECT, SPRING), new Failure.Poison("c", "m"), connect, spring, trace);
        assertThat(values(headers, "__connect.errors.topic")).containsExactly(Samples.bytes("ids"));
        assertThat(values(headers, "kafka_dlt-original-topic")).containsExactly(Samples.bytes("ids"));
        assertThat(headers).contains(trace);
        assertThat(headers(Set.of(NATIVE), new Failure.Poison("c", "m"), connect, spring))
                .contains(connect, spring);
    }

    @Test
    void aDeadLetterTooLargeForItsTopicKeepsOurHeadersAloneAndSaysWhatIsMissing() {
        DeadLetterHeaders deadLetters =
                new DeadLetterHeaders(Set.of(NATIVE), "the-group", "1.2.3", new Redactor(List.of()));
        DeadLetter letter = DeadLetter.atOnce(
                Samples.record("key", Header.text("mine", "x")),
                new Failure.TooLarge("record-too-large", "too large"),
                Step.PUBLISH,
                1,
                LAST);
        List<Header> headers = deadLetters.bareHeaders(letter);
        assertThat(lines(headers))
                .hasSize(15)
                .contains("x-dlq-class=too-large", "x-dlq-step=publish")
                .endsWith("x-dlq-value-left-behind=4")
                .doesNotContain("mine=x");
    }
}
