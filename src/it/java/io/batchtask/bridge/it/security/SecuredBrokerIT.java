package io.batchtask.bridge.it.security;

import static io.batchtask.bridge.it.security.SecuredBroker.CERTIFICATE;
import static io.batchtask.bridge.it.security.SecuredBroker.SASL;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.batchtask.bridge.Readme;
import io.batchtask.bridge.dev.process.Ports;
import io.batchtask.bridge.it.world.Certificates;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Expected;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that want to know who asks: the documents' ways to say so, a wrong password, and rights that are missing. */
@TestInstance(Lifecycle.PER_CLASS)
class SecuredBrokerIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final int MOST_LINES_A_MINUTE = 10;

    private SecuredBroker broker;

    /** The samples of the documents, and where they lead to. */
    enum Way {
        PASSWORD("broker-password", SASL),
        PLAIN_PASSWORD("broker-password", SASL),
        TOKEN("broker-token", SASL),
        OWN_CERTIFICATE("broker-certificate", CERTIFICATE);

        private final String sample;
        private final String listener;

        Way(String sample, String listener) {
            this.sample = sample;
            this.listener = listener;
        }
    }

    @BeforeAll
    void start() throws Exception {
        broker = new SecuredBroker();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachWayOfTheDocumentsTurnsAnIdIntoAnEventAndKeepsTheSecret(Way way) {
        try (World world = world(way)) {
            broker.grant(SecuredBroker.needed(world));
            Program bridge = world.program("run");
            CommandRun check = CommandRun.of(world, "check");
            world.send(null, "42");

            assertThat(Tail.text(world.tail(world.info).await(1).get(0).value()))
                    .isEqualTo(Expected.TASK_42);
            world.awaitNoLag();
            assertThat(check.exit()).as(check.text()).isZero();
            assertThat(check.text()).contains("ok    broker: 1 node(s)", "ok    topics: " + world.ids);
            assertThat(bridge.stop()).isZero();
            assertThat(bridge.text())
                    .contains("received=1 published=1 rejected=0")
                    .doesNotContain(SecuredBroker.PASSWORD, Certificates.PASSWORD);
        }
    }

    @Test
    @Guarantee("the broker refuses the password or a right, until it is corrected there")
    void aWrongPasswordMakesItUnreadyWithTheReasonAndIsForgottenOnceItIsRight() {
        String late = "the-password-to-come";
        try (World world = world(Way.PASSWORD)) {
            SecuredBroker.password(world, late);
            broker.grant(SecuredBroker.needed(world));
            Service service = world.service();
            ManagementPort port = ManagementPort.of(service);
            world.send(null, "42");

            Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(port.awaitDown("broker"))
                    .contains("SaslAuthenticationException", "invalid credentials")
                    .doesNotContain(late));
            assertThat(port.isLive()).isTrue();
            assertThat(port.metrics().sum("batchtask_ready", "check=\"output\""))
                    .as("one fault, one light")
                    .isEqualTo(1);

            broker.password(late);
            assertThat(world.tail(world.info).await(1)).hasSize(1);
            port.awaitReady();
            world.closeTheBooks(service);
        } finally {
            broker.password(SecuredBroker.PASSWORD);
        }
    }

    @Test
    void checkNamesAWrongPasswordAndACertificateThatIsNotTrusted() {
        try (World wrong = world(Way.PASSWORD);
                World untrusted = world(Way.PASSWORD)) {
            SecuredBroker.password(wrong, "not-the-password");
            untrusted.unset("kafka.client.ssl.truststore.location").unset("kafka.client.ssl.truststore.type");
            CommandRun first = CommandRun.of(wrong, "check");
            CommandRun second = CommandRun.of(untrusted, "check");

            assertThat(first.exit()).isEqualTo(1);
            assertThat(first.lines()).anySatisfy(line -> assertThat(line)
                    .startsWith("FAIL  broker: ")
                    .contains("Authentication failed", "invalid credentials"));
            assertThat(first.text()).doesNotContain("not-the-password");
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.lines())
                    .anySatisfy(line ->
                            assertThat(line).startsWith("FAIL  broker: ").contains("PKIX path building failed"));
        }
    }

    /** Kafka's clients say at each attempt what is refused. */
    @Test
    void aMinuteOfARefusedPasswordAndOneOfAMissingRightAreFewLines() {
        try (World wrong = world(Way.PASSWORD);
                World unread = world(Way.PASSWORD);
                World unwritten = world(Way.PASSWORD)) {
            SecuredBroker.password(wrong, "not-the-password");
            broker.grant(SecuredBroker.needed(wrong));
            broker.grant(
                    SecuredBroker.needed(unread).filter(right -> !right.name().equals(unread.ids)));
            broker.grant(SecuredBroker.needed(unwritten)
                    .filter(right -> !right.name().equals(unwritten.info)));
            List<Instance> refused = List.of(Instance.start(wrong), Instance.start(unread), Instance.start(unwritten));
            for (int id = 1; id <= 50; id++) {
                unwritten.send(null, String.valueOf(id));
            }
            refused.subList(0, 2).forEach(one -> one.awaitSaid("not ready; check=broker"));
            refused.get(2).awaitSaid("not ready; check=output").awaitSaid("publishing failed, it is repeated");

            List<Integer> before =
                    refused.stream().map(one -> one.jvm.output().size()).toList();
            Awaitility.await().pollDelay(MINUTE).atMost(MINUTE.plusSeconds(5)).until(() -> true);
            for (int i = 0; i < refused.size(); i++) {
                List<String> log = refused.get(i).jvm.output();
                assertThat(log.subList(before.get(i), log.size())).hasSizeLessThanOrEqualTo(MOST_LINES_A_MINUTE);
                assertThat(log.size()).isLessThan(3 * MOST_LINES_A_MINUTE);
            }
        }
    }

    @Test
    @Guarantee("the broker refuses the password or a right, until it is corrected there")
    void anInfoTopicThatMayNotBeWrittenLosesNothingAndIsNamed() {
        try (World world = world(Way.PASSWORD)) {
            broker.grant(
                    SecuredBroker.needed(world).filter(right -> !right.name().equals(world.info)));
            Program bridge = world.program("run");
            world.send(null, "42");
            world.send(null, "no task");

            assertThat(world.tail(world.deadLetter).await(1)).hasSize(1);
            bridge.awaitLine("publishing failed, it is repeated; origin=" + world.ids);
            bridge.awaitLine("not ready; check=output reason=the topic " + world.info
                    + " may not be written: the right Write is missing");

            broker.grant(SecuredBroker.needed(world));
            assertThat(world.tail(world.info).await(1)).hasSize(1);
            world.awaitNoLag();
            assertThat(bridge.stop()).isZero();
            assertThat(bridge.text()).contains("received=2 published=1 rejected=1");
            assertThat(world.end(world.deadLetter)).isEqualTo(1);
        }
    }

    /** The service would try until the right is there. */
    @Test
    @Timeout(120)
    void lookupEndsWhenTheTopicIsThereAndMayNotBeWritten() {
        try (World world = world(Way.PASSWORD).set("shutdown.drain-timeout", "2s")) {
            broker.grant(Stream.of(new SecuredBroker.Right(AclOperation.DESCRIBE, ResourceType.TOPIC, world.info)));

            CommandRun lookup = CommandRun.of(world, "lookup", "--publish", "42", "43");

            assertThat(lookup.exit()).isEqualTo(1);
            assertThat(String.join("\n", lookup.lines())).contains("\"id\": 42", "\"id\": 43");
            assertThat(lookup.errors()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .matches(
                            "4[23]: could not be published: \\S+ was not written within \\d+ s: may this user write it,"
                                    + " and are enough replicas in sync\\?"));
        }
    }

    /** The broker says which rights there are. */
    @Test
    @Guarantee("the broker refuses the password or a right, until it is corrected there")
    void aTopicThatMayBeReadAndNotWrittenIsNamedBeforeAnythingIsWritten() {
        try (World world = world(Way.PASSWORD)) {
            broker.grant(Stream.concat(
                    SecuredBroker.needed(world).filter(right -> !right.name().equals(world.deadLetter)),
                    Stream.of(new SecuredBroker.Right(AclOperation.READ, ResourceType.TOPIC, world.deadLetter))));
            ManagementPort port = ManagementPort.of(world.service());
            assertThat(port.awaitDown("output"))
                    .isEqualTo("the topic " + world.deadLetter + " may not be written: the right Write is missing");
            CommandRun check = CommandRun.of(world, "check");
            assertThat(check.exit()).isEqualTo(1);
            assertThat(check.lines())
                    .contains("FAIL  topics: " + world.deadLetter
                            + " may not be written: the right Write is missing; grant it");

            broker.grant(SecuredBroker.needed(world));
            port.awaitReady();
        }
    }

    @Test
    void checkSaysWhichTopicsItMayNotCreate() {
        try (World world = world(Way.PASSWORD)) {
            broker.grant(SecuredBroker.needed(world));
            world.set("topics.create", true).set("topics.info", "not-there").set("topics.dead-letter", "nor-there");
            CommandRun check = CommandRun.of(world, "check");
            assertThat(check.exit()).isEqualTo(1);
            assertThat(check.lines()).anySatisfy(line -> assertThat(line)
                    .startsWith("FAIL  topics: not-there is missing, and could not be created: ")
                    .contains("uthoriz", "; nor-there is missing, and could not be created: ")
                    .endsWith("; create it, grant the right to, or correct batchtask.topics.*"));
        }
    }

    @Test
    @Guarantee("the broker refuses the password or a right, until it is corrected there")
    void aUserWhoMayWriteNothingIsNoDeadEnd() {
        try (World world = world(Way.PASSWORD)) {
            broker.grant(SecuredBroker.needed(world)
                    .filter(right -> right.name().equals(world.ids) || right.type() == ResourceType.GROUP));
            Service service = world.service();
            world.send(null, "42");
            world.send(null, "no task");
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(() -> ManagementPort.of(service).metrics().sum("batchtask_publish_repeats_total") >= 4);
            assertThat(world.end(world.info)).isZero();
            assertThat(service.ledger().balance().inFlight()).isEqualTo(2);

            broker.grant(SecuredBroker.needed(world));
            assertThat(world.tail(world.info).await(1)).hasSize(1);
            assertThat(world.tail(world.deadLetter).await(1)).hasSize(1);
            world.closeTheBooks(service);
        }
    }

    @Test
    @Guarantee("the broker refuses the password or a right, until it is corrected there")
    void idsThatMayNotBeReadAndAGroupThatMayNotBeUsedAreNamedUntilTheyMay() {
        try (World world = world(Way.PASSWORD)) {
            Service service = world.service();
            ManagementPort port = ManagementPort.of(service);
            world.send(null, "42");
            Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(port.awaitDown("broker"))
                    .contains(world.ids));

            broker.grant(SecuredBroker.needed(world).filter(right -> right.type() == ResourceType.TOPIC));
            Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(port.awaitDown("broker"))
                    .contains("GroupAuthorizationException", world.group));
            assertThat(port.isLive()).isTrue();

            broker.grant(SecuredBroker.needed(world));
            assertThat(world.tail(world.info).await(1)).hasSize(1);
            port.awaitReady();
            world.closeTheBooks(service);
        }
    }

    /** The port is open by then, and no one starts the process anew. */
    @Test
    @Guarantee("the server that Kafka's clients log in with is not there at the start")
    void aServerOfTokensThatIsNotThereAtTheStartIsWaitedFor() throws Exception {
        int port = Ports.free();
        try (World world = world(Way.TOKEN)
                .set("kafka.client.sasl.oauthbearer.token.endpoint.url", "http://127.0.0.1:" + port + "/token")) {
            broker.grant(SecuredBroker.needed(world));
            Program bridge = world.program("run");
            world.send(null, "42");
            bridge.awaitLine("started;");
            bridge.awaitLine("LoginException");
            assertThat(bridge.process().isAlive()).isTrue();

            HttpServer late = broker.tokens.alsoAt(port);
            try {
                assertThat(world.tail(world.info).await(1)).hasSize(1);
                world.awaitNoLag();
                assertThat(bridge.stop()).isZero();
            } finally {
                late.stop(0);
            }
            assertThat(bridge.text())
                    .contains("received=1 published=1 rejected=0")
                    .doesNotContain(SecuredBroker.PASSWORD);
        }
    }

    /** Topics of its own on the secured broker, and the client settings of the documents. */
    private World world(Way way) {
        World world = broker.world(way.sample, way.listener);
        if (way == Way.PLAIN_PASSWORD) {
            world.settings.computeIfPresent(
                    "batchtask.kafka.client.sasl.jaas.config",
                    (key, module) -> module.replace("scram.ScramLoginModule", "plain.PlainLoginModule"));
            world.set("kafka.client.sasl.mechanism", "PLAIN");
        }
        return world;
    }

    /** So that a way that is added to the documents is tried here as well. */
    @Test
    void eachSampleOfTheDocumentsIsTried() {
        assertThat(new Readme().markers("broker-"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Way.values())
                        .map(way -> way.sample)
                        .distinct()
                        .toList());
    }
}
