package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.QuickStart;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a person or a script runs it: what it prints, asks and ends with. */
class ReplayCommandIT {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    private final World world = World.create(1);

    @AfterEach
    void close() {
        world.close();
    }

    /** Dead letters, the first failed at {@link #AT}, each a second after the one before. */
    private void letters(int count, String failureClass, String code, int replays, String sourceTopic) {
        try (KafkaProducer<byte[], byte[]> producer = world.broker.producer()) {
            for (int i = 0; i < count; i++) {
                RecordHeaders headers = new RecordHeaders();
                Map.of(
                                "x-dlq-class", failureClass,
                                "x-dlq-code", code,
                                "x-dlq-failed-at", AT.plusSeconds(i).toString(),
                                "x-dlq-source-topic", sourceTopic,
                                "x-dlq-replays", String.valueOf(replays))
                        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
                byte[] id = String.valueOf(i + 1).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(world.deadLetter, null, id, id, headers));
            }
        }
    }

    private void poison(int count) {
        letters(count, "poison", "http-503", 0, world.ids);
    }

    private CommandRun replay(String... options) {
        List<String> command = new ArrayList<>(List.of("replay"));
        command.addAll(List.of(options));
        return CommandRun.of(world, command.toArray(String[]::new));
    }

    /** What can be read of the ids topic by who reads committed requests. */
    private List<String> sentBack() {
        return Returned.all(world, world.ids).stream()
                .map(record -> Tail.text(record.value()))
                .toList();
    }

    private static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    // ---- what it prints

    @Test
    void aDryRunPrintsTheTableOfTheDocumentsAndSendsNothing() {
        letters(12, "refused", "SoSentryException", 0, world.ids);
        assertThat(replay().exit()).isZero();
        assertThat(sentBack()).hasSize(12);
        letters(2, "malformed", "not-json", 0, world.ids);
        poison(1_234);
        letters(3, "poison", "http-503", 3, world.ids);

        Program dry = world.program("replay --dry-run".split(" "));

        assertThat(dry.exit()).as(dry.text()).isZero();
        assertThat(dry.text().replace(world.ids, "superoffice.batchtask.ids"))
                .contains(new Readme().sample("replay-table").strip());
        assertThat(sentBack()).hasSize(12);
    }

    @Test
    void theExampleOfTheDocumentsSendsAFewFirstAndThenTheOthersToARunningBridge() {
        world.service();
        letters(30, "poison", "http-503", 0, world.ids);
        letters(5, "malformed", "not-json", 0, world.ids);

        Program replay = world.program("replay --class poison --since 2h --canary 10 --rate 100"
                .replace("2h", AT.toString())
                .split(" "));

        assertThat(replay.exit()).as(replay.text()).isZero();
        assertThat(replay.text()).contains("sent       30  sent back to " + world.ids, "not-meant   5");
        assertThat(world.tail(world.info).await(30)).hasSize(30);
        assertThat(sentBack()).hasSize(30);
    }

    @Test
    void lettersOfAnotherTopicAreLeftAndNamedAndTheOthersGo() {
        poison(3);
        letters(2, "poison", "http-503", 0, "somewhere.else");

        CommandRun replay = replay();

        assertThat(replay.exit()).as(replay.text()).isEqualTo(1);
        assertThat(replay.lines())
                .contains(
                        "sent         3  sent back to " + world.ids,
                        "other-topic  2  came from another topic; --to sends them all to one");
        assertThat(replay.errors()).anySatisfy(line -> assertThat(line).contains("somewhere.else"));
        assertThat(sentBack()).containsExactlyElementsOf(ids(3));
    }

    // ---- what it asks

    @Test
    void withoutATerminalMoreThanAThousandAreNotSentUnasked() {
        poison(1_001);

        CommandRun refused = replay();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains("1,001 would be sent back, and there is no terminal to ask at: say --yes, or --max 1000");
        assertThat(refused.lines()).contains("sent  1,001  would be sent back to " + world.ids);
        assertThat(sentBack()).isEmpty();

        assertThat(replay("--max", "1000").exit()).isZero();
        assertThat(sentBack()).hasSize(1_000);
        assertThat(replay("--yes").exit()).isZero();
        assertThat(sentBack()).containsExactlyElementsOf(ids(1_001));
    }

    @ParameterizedTest
    @CsvSource({
        "'n\n', 1, nothing was sent, 0",
        "'y\n', 0, sent  7  sent back to, 7",
        "'\u0003', 130, ^C, 0", // Ctrl-C
    })
    void onATerminalItShowsTheTableAndAsks(String answer, int exit, String words, int sent) throws Exception {
        poison(7);

        String screen = onATerminal(answer, exit);

        assertThat(screen)
                .contains("sent  7  would be sent back to " + world.ids)
                .contains("Send 7 back to " + world.ids + "? [y/N] ")
                .contains(words);
        if (sent > 0) {
            assertThat(screen).contains("7/7 letters");
        }
        assertThat(sentBack()).hasSize(sent);
    }

    /** By a program that gives the command a terminal of its own. */
    private String onATerminal(String answer, int exit) throws IOException, InterruptedException {
        List<String> java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        java.addAll(QuickStart.options());
        java.addAll(List.of("-jar", System.getProperty("bridge.jar"), "replay"));
        Path screen = world.directory().resolve("screen");
        // Where the tests run in a shell's background, Ctrl-C is ignored, and so it would be here.
        String command = "env --default-signal=INT " + String.join(" ", java);
        ProcessBuilder builder = new ProcessBuilder("script", "-q", "-e", "-c", command, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        builder.environment().putAll(world.environment());
        Process process = builder.start();
        try {
            Awaitility.await().until(() -> Files.readString(screen).contains("[y/N]"));
            process.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            assertThat(process.waitFor(25, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(screen)).isEqualTo(exit);
            return Files.readString(screen);
        } finally {
            process.destroyForcibly();
        }
    }

    // ---- how it ends

    @Test
    void aSigtermEndsItAfterAWholeTransactionAndTheNextRunSendsTheRest() {
        poison(3_000);
        Program replay = world.program("replay", "--yes", "--rate", "300");
        Awaitility.await().until(() -> world.end(world.ids) > 0);

        assertThat(replay.stop()).as(replay.text()).isEqualTo(143);

        List<String> first = sentBack();
        assertThat(first).hasSizeBetween(1, 2_999);
        assertThat(replay.output())
                .contains("sent  " + String.format(Locale.ROOT, "%,d", first.size()) + "  sent back to " + world.ids)
                .contains("stopped before the end; the same command goes on from here");
        assertThat(replay("--yes").exit()).isZero();
        assertThat(sentBack()).containsExactlyElementsOf(ids(3_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--class poisoned", "--task 0", "--since yesterday", "--rate -1", "--canary 0", "everything"})
    void wrongUsageEndsWithTwoAndNamesWhatIsWrong(String options) {
        CommandRun replay = replay(options.split(" "));

        assertThat(replay.exit()).isEqualTo(2);
        assertThat(replay.text()).contains(options.split(" ")[0]).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.bootstrap-servers | 127.0.0.1:1 | no connection to 127.0.0.1:1: Connection refused; ",
                "kafka.bootstrap-servers | no-such-broker.invalid:9092 | resolv",
                "topics.dead-letter | no.dlq | the dead-letter topic no.dlq is missing, or may not be seen: ",
                "topics.ids | no.ids | the topic no.ids, to which dead letters would be sent, is missing, or may not be seen",
            })
    void whatKeepsItFromBeginningIsOneLine(String key, String value, String words) {
        CommandRun replay = CommandRun.of(world.set(key, value), "replay");

        assertThat(replay.exit()).isEqualTo(1);
        assertThat(replay.errors()).singleElement().asString().contains(words);
    }
}
