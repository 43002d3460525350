package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Expected;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.QuickStart;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/**
 * The commands as people call them: the built jar configured by environment variables, and in this process what
 * makes no difference to a process.
 */
class CommandLineIT {
    @Test
    void helpTellsTheCommands() {
        try (World world = World.create()) {
            Program help = world.program("--help");

            assertThat(help.exit()).isZero();
            assertThat(help.text()).contains("run ", "check ", "lookup ", "replay ", "settings ", "--config=FILE");
        }
    }

    @Test
    void wrongUsageEndsWithTwoAndNamesWhatIsWrong() {
        Map<List<String>, String> wrong = Map.of(
                List.of("frobnicate"), "frobnicate",
                List.of("--frobnicate"), "--frobnicate",
                List.of("lookup"), "ID",
                List.of("--config", "missing.properties", "run"), "missing.properties");
        wrong.forEach((commandLine, named) -> {
            CommandRun run = CommandRun.of(commandLine.toArray(String[]::new));
            assertThat(run.exit()).as(named).isEqualTo(2);
            assertThat(run.text()).contains(named);
        });
    }

    @Test
    void wrongSettingsEndWithTwoAndAreAllNamedAtOnce() {
        try (World world = World.create()
                .unset("netserver.ticket")
                .set("netserver.url", "ftp://host/Services86/")
                .set("retry.max-attempts", 0)
                .set("events.format", "xml")
                .set("kafka.gruop-id", "typo")) {
            Program run = world.program("run");

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.text())
                    .contains("batchtask.netserver.url")
                    .contains("batchtask.netserver.ticket is required")
                    .contains("batchtask.retry.max-attempts = 0")
                    .contains("batchtask.events.format = xml")
                    .contains("BATCHTASK_KAFKA_GRUOP_ID is unknown; did you mean BATCHTASK_KAFKA_GROUP_ID?");
            assertThat(run.text()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    @Test
    void settingsPrintsTheReferenceAndWhatIsInForceWithoutSecrets() {
        try (World world = World.create().set("kafka.client.sasl.jaas.config", "password=jaas-s3cret;")) {
            Program reference = world.program("settings");
            Program effective = world.program("settings", "--effective");

            assertThat(reference.exit()).isZero();
            assertThat(reference.text())
                    .contains("batchtask.netserver.url", "batchtask.intake.max-in-flight", "BATCHTASK_KAFKA_GROUP_ID");
            assertThat(effective.exit()).isZero();
            assertThat(effective.output())
                    .containsSequence(
                            "# environment BATCHTASK_KAFKA_GROUP_ID", "batchtask.kafka.group-id = " + world.group)
                    .contains(
                            "batchtask.netserver.ticket = ***",
                            "batchtask.kafka.client.sasl.jaas.config = ***",
                            "batchtask.retry.max-attempts = 5");
            assertThat(effective.text())
                    .doesNotContain(NetServerSimulator.TICKET)
                    .doesNotContain("jaas-s3cret");
        }
    }

    @Test
    void lookupPrintsAnEventForEachIdAndReadsAndPublishesNothing() throws IOException {
        try (World world = World.create()) {
            world.send(null, "1");
            Program lookup = world.program("lookup", "42", "43");

            assertThat(lookup.exit()).isZero();
            String json = lookup.output().stream()
                    .filter(line -> !line.matches("\\d{4}-.*")) // log lines
                    .collect(Collectors.joining("\n"));
            MappingIterator<JsonNode> events =
                    new ObjectMapper().readerFor(JsonNode.class).readValues(json);
            assertThat(events.next().toString()).isEqualTo(Expected.TASK_42);
            assertThat(events.next().toString()).startsWith("{\"id\":43,");
            assertThat(events.hasNext()).isFalse();
            assertThat(world.lag()).isEqualTo(1);
            assertThat(world.tail(world.info).size()).isZero();
        }
    }

    /** As with LC_ALL=C, or started by a service manager. */
    @Test
    void whatIsPrintedIsUtf8WhateverTheJvmTakesForTheTerminalsEncoding() {
        try (World world = World.create()) {
            List<String> options = new ArrayList<>(QuickStart.options());
            options.addAll(List.of("-Dfile.encoding=US-ASCII", "-Dstdout.encoding=US-ASCII"));
            Program lookup = new Program(world.process(options, "lookup", "42"));

            assertThat(lookup.exit()).isZero();
            assertThat(lookup.output()).anySatisfy(line -> assertThat(line).contains("Task 42 – ærlig & <prøvd>"));
        }
    }

    @Test
    void lookupPublishesToNoTopicThatIsNotThere() {
        try (World world = World.create().set("topics.info", "misspelt")) {
            CommandRun lookup = CommandRun.of(world, "lookup", "--publish", "42");

            assertThat(lookup.exit()).isEqualTo(1);
            assertThat(lookup.errors())
                    .containsExactly("42: could not be published: topic misspelt is missing, or may not be seen");
            assertThat(lookup.lines()).isEmpty();
        }
    }

    @Test
    void lookupSaysThatAnEventIsTooLargeToPublish() {
        try (World world = World.create()) {
            String small = world.info + ".small";
            world.broker.createTopics(
                    List.of(new NewTopic(small, 1, (short) 1).configs(Map.of("max.message.bytes", "200"))));
            world.set("topics.info", small);
            CommandRun lookup = CommandRun.of(world, "lookup", "--publish", "42");

            assertThat(lookup.exit()).isEqualTo(1);
            assertThat(lookup.errors()).singleElement().asString().startsWith("42: could not be published: too-large/");
        }
    }

    @Test
    void lookupSaysThatThereIsNoBrokerToPublishTo() {
        try (World world = World.create().set("kafka.bootstrap-servers", "127.0.0.1:1")) {
            CommandRun lookup = CommandRun.of(world, "lookup", "--publish", "42", "43");

            assertThat(lookup.exit()).isEqualTo(1);
            assertThat(lookup.errors())
                    .hasSize(2)
                    .allSatisfy(
                            line -> assertThat(line)
                                    .matches(
                                            "4[23]: could not be published: no connection to 127\\.0\\.0\\.1:1: Connection refused; .*"));
        }
    }

    @Test
    void lookupSaysThatTheBrokersNameIsUnknown() {
        try (World world = World.create().set("kafka.bootstrap-servers", "no-such-broker.invalid:9092")) {
            CommandRun lookup = CommandRun.of(world, "lookup", "--publish", "42", "43");

            assertThat(lookup.exit()).isEqualTo(1);
            assertThat(lookup.errors()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .matches("4[23]: could not be published: .*resolv.*"));
        }
    }

    @Test
    void lookupSaysThatThereIsNoSuchTaskAndPrintsTheOthers() {
        try (World world = World.create()) {
            world.netServer.fault(7, Fault.NIL_RESPONSE);
            CommandRun lookup = CommandRun.of(world, "lookup", "7", "42");

            assertThat(lookup.exit()).isEqualTo(1);
            assertThat(lookup.errors()).containsExactly("7: no such task");
            assertThat(String.join("\n", lookup.lines())).startsWith("{\n  \"id\": 7\n}\n{\n  \"id\": 42,");

            CommandRun dropped = CommandRun.of(world.set("events.not-found", "drop"), "lookup", "7");
            assertThat(dropped.exit()).isEqualTo(1);
            assertThat(dropped.errors())
                    .containsExactly("7: no such task; by batchtask.events.not-found there is no event");
        }
    }

    @Test
    void credentialsThatAreNotUsedAreNamed() {
        try (World world = World.create().signInByPassword().set("netserver.ticket", NetServerSimulator.TICKET)) {
            Program check = world.program("check");

            assertThat(check.exit()).as(check.text()).isZero();
            assertThat(check.text())
                    .contains("batchtask.netserver.ticket is set, and not used with sign-in password")
                    .doesNotContain(NetServerSimulator.TICKET);
        }
    }

    @Test
    void lookupPublishesWhenAskedTo() {
        try (World world = World.create()) {
            Program lookup = world.program("lookup", "--publish", "42");

            var event = world.tail(world.info).await(1).get(0);

            assertThat(lookup.exit()).isZero();
            assertThat(Tail.text(event.key())).isEqualTo("42");
            assertThat(Tail.text(event.value())).isEqualTo(Expected.TASK_42);
            assertThat(Tail.header(event, "ce_type")).isEqualTo("io.batchtask.info.v1");
        }
    }

    @Test
    void lookupSaysWhyThereIsNoEvent() {
        try (World world = World.create().set("events.not-found", "dead-letter")) {
            world.netServer.fault(7, Fault.NOT_FOUND);
            world.netServer.fault(8, Fault.LEAKING_MESSAGE);
            CommandRun lookup = CommandRun.of(world, "lookup", "7", "8", "nine", "42");

            assertThat(lookup.exit()).isEqualTo(1);
            assertThat(lookup.text())
                    .contains("7: not-found/SoNotFoundException: SuperOffice.Exceptions.SoNotFoundException: ")
                    .contains("8: refused/SoIllegalOperationException: ")
                    .contains("nine: malformed/not-json: ")
                    .contains("\"ExportArchive\"")
                    .doesNotContain("hunter22")
                    .doesNotContain(NetServerSimulator.TICKET);
        }
    }

    /** What a service would log is the answer here, and is said once. */
    @Test
    void whatKeepsACommandFromAnAnswerIsOneLine() {
        try (World dead = World.create().signInByPassword();
                World wrong = World.create().signInByPassword(NetServerSimulator.USER, "not-it-at-all")) {
            dead.netServer.down();
            for (World world : List.of(dead, wrong)) {
                assertThat(lines(world, "check"))
                        .allMatch(line -> line.matches("(ok    |FAIL  |      ).*|\\d of \\d+ checks failed: .*"));
            }
            assertThat(lines(dead, "lookup", "42"))
                    .singleElement()
                    .asString()
                    .startsWith("42: NetServer has not answered, while signing in: 127.0.0.1:")
                    .endsWith(" refuses the connection");
            assertThat(lines(wrong, "lookup", "42"))
                    .containsExactly("42: signing in fails: NetServer refuses this user or password");
        }
    }

    private static List<String> lines(World world, String... command) {
        ChildJvm process = world.process(command);
        assertThat(process.waitFor(Timeouts.LONG)).isEqualTo(1);
        return process.output().stream()
                .filter(line -> !line.contains("passwords and tickets travel in clear text"))
                .toList();
    }

    /** The service would go on trying; who sits in front of a terminal wants the reason. */
    @Test
    void lookupDoesNotWaitForANetServerThatCannotBeAsked() {
        try (World world = World.create().set("retry.max-attempts", 2).set("retry.initial-delay", "10ms")) {
            Map<String, CommandRun> lookUps = new LinkedHashMap<>();
            lookUps.put(
                    "42: NetServer has not answered since .*; connect-refused: .*",
                    with(world, "netserver.url", "http://127.0.0.1:1/Remote/Services86/", "lookup", "42", "43"));
            lookUps.put(
                    "42: signing in fails: .*", with(world, "netserver.ticket", "7T:b3RoZXI=", "lookup", "42", "43"));

            lookUps.forEach((line, lookUp) -> {
                assertThat(lookUp.exit()).as(line).isEqualTo(1);
                assertThat(lookUp.text().lines())
                        .anySatisfy(printed -> assertThat(printed).matches(line))
                        .noneMatch(printed -> printed.startsWith("43: "));
                assertThat(lookUp.text()).doesNotContain("\tat ").doesNotContain("7T:b3RoZXI=");
            });
        }
    }

    @Test
    void checkIsContentWhenEverythingWorks() {
        try (World world = World.create()) {
            Program check = world.program("check");

            assertThat(check.exit()).as(check.text()).isZero();
            assertThat(check.text()).doesNotContain("FAIL").contains("ok    broker: 1 node(s)", "all 13 checks passed");
        }
    }

    @Test
    void checkNamesWhatDoesNotWork() {
        try (World world = World.create()) {
            Map<String, CommandRun> checks = new LinkedHashMap<>();
            checks.put(
                    "FAIL  [a-z]+: .*(127.0.0.1:1\\b|refuse).*",
                    with(world, "netserver.url", "http://127.0.0.1:1/Remote/Services86/"));
            checks.put("FAIL  [a-z-]+: .*ticket.*", with(world, "netserver.ticket", "7T:b3RoZXI="));
            checks.put("FAIL  topics: no-such-topic .*", with(world, "topics.info", "no-such-topic"));
            checks.put(
                    "FAIL  broker: no connection to 127.0.0.1:1: .*bootstrap-servers.*",
                    with(world, "kafka.bootstrap-servers", "127.0.0.1:1"));

            checks.forEach((line, check) -> {
                assertThat(check.exit()).as(line).isEqualTo(1);
                assertThat(check.lines())
                        .anySatisfy(printed -> assertThat(printed).matches(line));
                assertThat(check.text()).doesNotContain("\tat ");
            });
        }
    }

    private static CommandRun with(World world, String key, String value) {
        return with(world, key, value, "check");
    }

    private static CommandRun with(World world, String key, String value, String... command) {
        String usual = world.settings.get("batchtask." + key);
        CommandRun run = CommandRun.of(world.set(key, value), command);
        world.set(key, usual);
        return run;
    }
}
