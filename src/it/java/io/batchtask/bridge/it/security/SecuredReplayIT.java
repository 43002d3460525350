package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.security.SecuredBroker.Right;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.DeadLetterBox;
import io.batchtask.bridge.it.world.Returned;
import io.batchtask.bridge.it.world.World;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user must be allowed to do who sends dead letters back: exactly what the documents say. */
@TestInstance(Lifecycle.PER_CLASS)
class SecuredReplayIT {
    private SecuredBroker broker;

    /** A right of the documents' table. */
    enum Needed {
        READ_LETTERS(AclOperation.READ, ResourceType.TOPIC, "dlq"),
        WRITE_IDS(AclOperation.WRITE, ResourceType.TOPIC, "ids"),
        CREATE_REPLAYED(AclOperation.CREATE, ResourceType.TOPIC, "replayed"),
        DESCRIBE_REPLAYED_SETTINGS(AclOperation.DESCRIBE_CONFIGS, ResourceType.TOPIC, "replayed"),
        READ_REPLAYED(AclOperation.READ, ResourceType.TOPIC, "replayed"),
        WRITE_REPLAYED(AclOperation.WRITE, ResourceType.TOPIC, "replayed"),
        READ_LOCK_GROUP(AclOperation.READ, ResourceType.GROUP, "lock"),
        WRITE_TRANSACTION(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, "transaction");

        private final AclOperation operation;
        private final ResourceType type;
        private final String what;

        Needed(AclOperation operation, ResourceType type, String what) {
            this.operation = operation;
            this.type = type;
            this.what = what;
        }

        Right in(World world) {
            return new Right(operation, type, name(world));
        }

        String name(World world) {
            return name(world, what);
        }

        static String name(World world, String what) {
            return switch (what) {
                case "dlq" -> world.deadLetter;
                case "ids" -> world.ids;
                case "replayed" -> world.deadLetter + ".replayed";
                case "lock" -> world.deadLetter + ".replay";
                default -> world.group + ".replay";
            };
        }

        /** As Kafka's tools spell it. */
        String word() {
            return org.apache.kafka.common.utils.SecurityUtils.operationName(operation);
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

    private World world() {
        return broker.world("broker-password", SecuredBroker.SASL);
    }

    private void grantAllBut(World world, Needed missing) {
        broker.grant(
                Stream.of(Needed.values()).filter(right -> right != missing).map(right -> right.in(world)));
    }

    @Test
    void theRightsOfTheDocumentsAreEnough() {
        try (World world = world();
                DeadLetterBox box = new DeadLetterBox(world);
                Returned returned = new Returned(world)) {
            grantAllBut(world, null);
            BitSet letters = box.fill(20);

            CommandRun run = CommandRun.of(world, "replay");

            assertThat(run.exit()).as(run.text()).isZero();
            returned.areExactly(letters);
            assertThat(run.text()).doesNotContain(SecuredBroker.PASSWORD);
            CommandRun next = CommandRun.of(world, "replay");
            assertThat(next.exit()).as(next.text()).isZero();
            returned.areNone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachIsNamedWhenItIsMissingAndNothingIsSent(Needed missing) {
        try (World world = world();
                DeadLetterBox box = new DeadLetterBox(world);
                Returned returned = new Returned(world)) {
            grantAllBut(world, missing);
            if (missing != Needed.CREATE_REPLAYED) { // what it has just made need not be read
                String replayed = Needed.name(world, "replayed");
                broker.kafka.createTopic(replayed, 1, Map.of("cleanup.policy", "compact"));
            }
            BitSet letters = box.fill(20);

            CommandRun refused = CommandRun.of(world, "replay");

            assertThat(refused.exit()).as(refused.text()).isEqualTo(1);
            assertThat(String.join("\n", refused.errors())).contains(missing.word(), missing.name(world));
            returned.areNone();

            broker.grant(Stream.of(missing.in(world)));
            CommandRun granted = CommandRun.of(world, "replay");
            assertThat(granted.exit()).as(granted.text()).isZero();
            returned.areExactly(letters);
        }
    }

    /** Nothing is written, and there is nobody to keep from writing. */
    @Test
    void aDryRunNeedsToReadOnly() {
        try (World world = world();
                DeadLetterBox box = new DeadLetterBox(world)) {
            broker.grant(Stream.of(
                    Needed.READ_LETTERS.in(world),
                    new Right(AclOperation.DESCRIBE, ResourceType.TOPIC, world.ids),
                    Needed.READ_REPLAYED.in(world)));
            box.fill(20);

            CommandRun run = CommandRun.of(world, "replay", "--dry-run");

            assertThat(run.exit()).as(run.text()).isZero();
            assertThat(run.lines()).anyMatch(line -> line.matches("sent +20 .*"));
        }
    }
}
