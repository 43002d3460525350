package io.batchtask.bridge.it.security;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.it.security.SecuredBroker.Right;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights {@code replay} needs are those of the documents, and {@code check} names each that is missing. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayRightsIT {
    private SecuredBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = new SecuredBroker();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private World world() {
        return World.on(broker.kafka, 1)
                .set("kafka.bootstrap-servers", broker.kafka.bootstrapServers(SecuredBroker.SASL))
                .set("kafka.client.security.protocol", "SASL_SSL")
                .set("kafka.client.ssl.truststore.type", "PEM")
                .set("kafka.client.ssl.truststore.location", broker.certificates.authorityPem)
                .set("kafka.client.sasl.mechanism", "PLAIN")
                .set(
                        "kafka.client.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                                + SecuredBroker.USER + "\" password=\"" + SecuredBroker.PASSWORD + "\";");
    }

    private static String replayed(World world) {
        return world.deadLetter + ".replayed";
    }

    /** The table of the documents; the last is needed where the topic is missing. */
    private static List<Right> needed(World world) {
        return List.of(
                new Right(READ, TOPIC, world.deadLetter),
                new Right(WRITE, TOPIC, world.ids),
                new Right(READ, TOPIC, replayed(world)),
                new Right(WRITE, TOPIC, replayed(world)),
                new Right(DESCRIBE_CONFIGS, TOPIC, replayed(world)),
                new Right(READ, GROUP, world.deadLetter + ".replay"),
                new Right(WRITE, TRANSACTIONAL_ID, world.group + ".replay"),
                new Right(CREATE, TOPIC, replayed(world)));
    }

    /** One that is sent back when all rights are there. */
    private static void letter(World world) {
        try (KafkaProducer<byte[], byte[]> producer = world.broker.producer()) {
            producer.send(new ProducerRecord<>(
                    world.deadLetter,
                    null,
                    new byte[] {'7'},
                    new byte[] {'7'},
                    List.of(new RecordHeader("x-dlq-source-topic", world.ids.getBytes(StandardCharsets.UTF_8)))));
        }
    }

    private static String line(World world) {
        CommandRun check = CommandRun.of(world, "check");
        assertThat(check.exit()).as(check.text()).isZero();
        return check.lines().stream()
                .filter(line -> line.startsWith("ok    replay: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withTheRightsOfTheDocumentsItWorksAndCheckSaysSo() {
        try (World world = world()) {
            broker.grant(Stream.concat(SecuredBroker.needed(world), needed(world).stream()));
            assertThat(line(world))
                    .isEqualTo("ok    replay: dead letters can be sent back, and " + replayed(world)
                            + " would be created");
            letter(world);

            CommandRun replay = CommandRun.of(world, "replay");

            assertThat(replay.exit()).as(replay.text()).isZero();
            assertThat(world.end(world.ids)).isPositive();
            assertThat(line(world)).isEqualTo("ok    replay: dead letters can be sent back");
        }
    }

    @Test
    void theDocumentsNameEachOfThem() {
        try (World world = world()) {
            assertThat(Readme.firstColumn(new Readme().section("rights")).stream()
                            .flatMap(cell -> Stream.of(cell.split(" or |, "))))
                    .containsAll(needed(world).stream()
                            .map(right -> word(right.operation()))
                            .filter(word -> !word.equals("Create")) // stands in the last column
                            .toList());
            assertThat(new Readme().section("rights")).contains("`Create` where it is missing");
        }
    }

    static Stream<Integer> each() {
        return Stream.iterate(0, i -> i + 1).limit(8);
    }

    @ParameterizedTest
    @MethodSource("each")
    void eachRightThatIsMissingIsNamedWithWhatItIsFor(int missing) {
        try (World world = world()) {
            Right one = needed(world).get(missing);
            if (one.operation() != CREATE) {
                broker.kafka.createTopic(replayed(world), 1, Map.of("cleanup.policy", "compact"));
            }
            broker.grant(Stream.concat(
                    SecuredBroker.needed(world), needed(world).stream().filter(right -> !right.equals(one))));

            letter(world);

            String line = line(world);
            CommandRun replay = CommandRun.of(world, "replay");
            if (replay.exit() == 0 && one.operation() == READ) { // there was nothing to read in that topic yet
                replay = CommandRun.of(world, "replay");
            }

            assertThat(line)
                    .startsWith("ok    replay: not as things are, and the service does without: ")
                    .contains(
                            one.operation() == CREATE
                                    ? "topic " + one.name() + " is missing, and cannot be created: "
                                    : "the right " + word(one.operation()) + " on " + word(one) + " is missing");
            assertThat(replay.exit()).as(replay.text()).isEqualTo(1);
            assertThat(String.join("\n", replay.errors())).contains(word(one.operation()), one.name());
        }
    }

    private static String word(Right right) {
        return right.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + right.name();
    }

    private static String word(AclOperation operation) {
        return operation == DESCRIBE_CONFIGS
                ? "DescribeConfigs"
                : operation.name().charAt(0) + operation.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void aUserWithTheRightsOfTheServiceAloneFailsNoCheck() {
        try (World world = world()) {
            broker.grant(SecuredBroker.needed(world));

            assertThat(line(world)).contains("the right Read on topic " + world.deadLetter + " is missing");
        }
    }

    /** What was sent back must not be forgotten. */
    @Test
    void aReplayedTopicThatForgetsIsNamed() {
        try (World world = world()) {
            broker.grant(Stream.concat(SecuredBroker.needed(world), needed(world).stream()));
            broker.kafka.createTopic(replayed(world), 1, Map.of("cleanup.policy", "compact,delete"));

            assertThat(line(world))
                    .contains("topic " + replayed(world)
                            + " has the cleanup.policy compact,delete and forgets what was sent back");
        }
    }
}
