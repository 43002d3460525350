package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Metrics;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** What an operations team relies on, with a real broker and over real HTTP. */
@Execution(CONCURRENT)
class ManagementIT {
    private static final Pattern ADDRESS = Pattern.compile("management port open; address=(\\S+)");

    @Test
    void aServiceAtWorkIsAliveAndReadyByEachOfItsChecks() {
        try (World world = World.create()) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            HttpResponse<String> health = port.get("observe/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.headers().firstValue("content-type")).contains("application/json");
            assertThat(ManagementPort.json(health).get("status").asText()).isEqualTo("UP");
            assertThat(names(health))
                    .containsExactlyInAnyOrder(
                            "broker", "intake", "netserver", "output", "records", "service", "sign-in");
            assertThat(names(port.get("observe/health/live"))).containsExactly("intake");
        }
    }

    private static List<String> names(HttpResponse<String> health) {
        return StreamSupport.stream(ManagementPort.json(health).get("checks").spliterator(), false)
                .map(check -> check.get("name").asText())
                .toList();
    }

    @Test
    void withoutABrokerItIsAliveButNotReadyAndSaysWhy() {
        try (World world = World.withOwnBroker(1, Map.of())) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            world.broker.kill();
            assertThat(port.awaitDown("broker")).contains("the Kafka cluster has not answered");
            assertThat(port.isLive()).isTrue();
            assertThat(port.metrics().sum("batchtask_broker_reachable")).isZero();
            world.broker.restart();
            port.awaitReady();
        }
    }

    @Test
    void aTopicThatDoesNotExistIsNamed() {
        try (World world = World.create().set("topics.ids", "nobody.made.this")) {
            ManagementPort port = ManagementPort.of(world.service());
            Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(port.awaitDown("broker"))
                    .contains("nobody.made.this does not exist"));
            assertThat(port.metrics().sum("batchtask_ready", "check=\"broker\""))
                    .isZero();
            assertThat(port.metrics().sum("batchtask_ready", "check=\"netserver\""))
                    .isEqualTo(1);
            assertThat(port.isLive()).isTrue();
        }
    }

    @Test
    void aRefusedSignInMakesItUnreadyWithTheReasonUntilTheFileHoldsTheRightPassword() throws IOException {
        try (World world = World.create()) {
            Path password = Files.writeString(world.directory().resolve("password"), "wrong-but-secret");
            world.set("netserver.sign-in", "password")
                    .set("netserver.username", NetServerSimulator.USER)
                    .set("netserver.password-file", password);
            Service service = world.service();
            ManagementPort port = ManagementPort.of(service);
            assertThat(port.awaitDown("sign-in")).contains("wrong-credentials").doesNotContain("wrong-but-secret");
            assertThat(port.isLive()).isTrue();
            assertThat(port.metrics().sum("batchtask_sign_in_refused")).isEqualTo(1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> port.get("").body(), page -> page.contains("wrong-credentials"));
            assertThat(port.get("").body()).doesNotContain("wrong-but-secret");

            world.send(null, "42");
            Files.writeString(password, NetServerSimulator.PASSWORD);
            port.awaitReady();
            world.tail(world.info).await(1);
            world.closeTheBooks(service);
        }
    }

    @Test
    void anOutageOfNetServerMakesItUnreadyAndNeverDead() {
        try (World world = World.create()) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            world.netServer.down();
            for (int id = 1; id <= 30; id++) {
                world.send(null, String.valueOf(id));
            }
            assertThat(port.awaitDown("netserver")).contains("NetServer has not answered");
            assertThat(port.isLive()).isTrue();
            assertThat(port.lookUp(42).statusCode()).isEqualTo(503);
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(() -> port.metrics().sum("batchtask_breaker_probes_total") > 1);
            assertThat(port.metrics().sum("batchtask_breaker_open")).isEqualTo(1);
            world.netServer.up();
            port.awaitReady();
            assertThat(port.metrics().sum("batchtask_breaker_openings_total")).isEqualTo(1);
        }
    }

    @Test
    void aRecordThatIsStuckIsNamed() {
        try (World world = World.create(1).set("management.stuck-after", "1s").set("shutdown.drain-timeout", "1s")) {
            world.netServer.fault(7, Fault.HANG);
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            world.send(null, "7");
            assertThat(port.awaitDown("records")).contains(world.ids + "/0/0");
            assertThat(port.isLive()).isTrue();
        }
    }

    @Test
    void theLedgerClosesFromTheScrapedText() {
        try (World world = World.create()) {
            world.netServer.fault(2, Fault.SENTRY);
            world.netServer.fault(3, Fault.NOT_FOUND);
            world.netServer.faultFirst(4, 1, Fault.HTTP_503);
            ManagementPort port = ManagementPort.of(world.service());
            for (String value : List.of("1", "2", "3", "4", "not a number", "5")) {
                world.send(null, value);
            }
            world.tail(world.info).await(4);
            world.tail(world.deadLetter).await(2);
            Awaitility.await().atMost(Timeouts.LONG).until(() -> world.lag() == 0);
            Metrics metrics = port.metrics();
            assertThat(metrics.sum("batchtask_records_received_total"))
                    .isEqualTo(6)
                    .isEqualTo(metrics.sum("batchtask_records_published_total")
                            + metrics.sum("batchtask_records_rejected_total")
                            + metrics.sum("batchtask_records_dropped_total")
                            + metrics.sum("batchtask_records_in_flight")
                            + metrics.sum("batchtask_records_given_back_total"));
            assertThat(metrics.sum("batchtask_records_published_total", "type=\"notfound\""))
                    .isEqualTo(1);
            assertThat(metrics.sum("batchtask_records_rejected_total", "class=\"malformed\""))
                    .isEqualTo(1);
            assertThat(metrics.sum("batchtask_records_rejected_total", "class=\"refused\""))
                    .isEqualTo(1);
            assertThat(metrics.sum("batchtask_lookups_repeated_total")).isEqualTo(1);
            assertThat(metrics.sum("batchtask_call_seconds_count")).isEqualTo(6);
        }
    }

    @Test
    void everyMetricOfOursIsDescribedAndNoLabelNamesATask() {
        try (World world = World.create()) {
            ManagementPort port = ManagementPort.of(world.service());
            world.send("some-key", "4711471");
            world.tail(world.info).await(1);
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(() -> port.metrics().names().contains("batchtask_partition_lag_records")
                            && port.metrics().sum("batchtask_partition_lag_records") == 0);
            Metrics metrics = port.metrics();
            assertThat(metrics.names())
                    .filteredOn(name -> name.startsWith("batchtask_"))
                    .hasSizeGreaterThan(25)
                    .allMatch(name -> metrics.isDescribed(name.replaceAll("_(bucket|count|sum)$", "")));
            assertThat(metrics.names())
                    .contains(
                            "batchtask_ready",
                            "camel_exchanges_succeeded_total",
                            "kafka_consumer_fetch_manager_records_lag_max",
                            "kafka_producer_record_send_total",
                            "jvm_memory_used_bytes",
                            "process_uptime_seconds");
            assertThat(metrics.withoutValues())
                    .noneMatch(line -> line.contains("4711471"))
                    .noneMatch(line -> line.contains("some-key"));
        }
    }

    @Test
    void anAddressOthersCanReachNeedsAToken() {
        try (World world = World.create().set("management.host", "0.0.0.0")) {
            assertThatThrownBy(world::load).hasMessageContaining("batchtask.management.token is required");
        }
    }

    @Test
    void withATokenOnlyTheHealthIsOpenToAll() {
        String token = "0123456789abcdef-token";
        try (World world = World.create().set("management.host", "0.0.0.0").set("management.token", token)) {
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            for (String path : List.of("", "events", "observe/metrics", "no/such/path")) {
                assertThat(port.get(path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(port.lookUp(42).statusCode()).isEqualTo(401);
            assertThat(port.get("observe/metrics", "Authorization", "Bearer " + token + "x")
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> page = port.get("", "Authorization", "Bearer " + token);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain(token);
        }
    }

    @Test
    void thePageIsUpdatedOnceASecond() {
        try (World world = World.create()) {
            Service service = world.service();
            try (EventStream events =
                    new EventStream(service.management().orElseThrow().resolve("events"))) {
                world.send(null, "42");
                JsonNode status = events.await(
                        "status", sent -> sent.get("books").get("published").asInt() == 1);
                assertThat(status.get("recent").get(0).get("task").asInt()).isEqualTo(42);
                assertThat(status.get("recent").get(0).get("outcome").asText()).isEqualTo("io.batchtask.info.v1");
                assertThat(status.get("partitions")).hasSize(3);
                assertThat(events.names().subList(0, 2)).containsExactly("history", "page");
                JsonNode page = events.await(
                        "page", parts -> parts.get("recentRows").asText().contains("io.batchtask.info.v1"));
                assertThat(page.get("numbers").asText()).contains(">1</dd>");
            }
        }
    }

    @Test
    void aTaskIsLookedUpWithoutBeingPublishedAndNotTooOften() {
        try (World world = World.create()) {
            world.netServer.fault(13, Fault.LEAKING_MESSAGE);
            ManagementPort port = ManagementPort.of(world.service());
            port.awaitReady();
            JsonNode found = ManagementPort.json(port.lookUp(42));
            assertThat(found.get("event").get("name").asText()).isEqualTo("ExportArchive");
            JsonNode refused = ManagementPort.json(port.lookUp(13)).get("failure");
            assertThat(refused.get("class").asText()).isEqualTo("refused");
            assertThat(refused.get("message").asText()).doesNotContain("7T:");
            assertThat(ManagementPort.json(port.lookUp("-1"))
                            .get("failure")
                            .get("class")
                            .asText())
                    .isEqualTo("malformed");
            assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
                    .map(ignored -> port.lookUp(42).statusCode())
                    .contains(200, 429);
            assertThat(port.metrics().sum("batchtask_records_received_total")).isZero();
            assertThat(world.end(world.info)).isZero();
        }
    }

    @Test
    void aPortThatIsTakenStopsTheStartWithAReason() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                World world = World.create().set("management.port", taken.getLocalPort())) {
            ChildJvm run = world.process("run");
            assertThat(run.waitFor(Timeouts.LONG)).isEqualTo(1);
            assertThat(run.output())
                    .anyMatch(line -> line.contains("the management port 127.0.0.1:" + taken.getLocalPort()
                            + " cannot be opened: Address already in use"));
        }
    }

    @Test
    void theCommandsThatLookOnceOpenNoPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                World world = World.create().set("management.port", taken.getLocalPort())) {
            assertThat(CommandRun.of(world, "lookup", "42").exit()).isZero();
            assertThat(CommandRun.of(world, "check").exit()).isZero();
        }
    }

    @Test
    @Guarantee("the broker is not there at the start")
    void withoutABrokerItStartsAllTheSameAndCreatesItsTopicsOnceThereIsOne() {
        try (World world = World.withOwnBroker(1, Map.of())
                .set("topics.create", true)
                .set("topics.ids", "fresh.ids")
                .set("topics.info", "fresh.info")
                .set("topics.dead-letter", "fresh.dlq")) {
            world.broker.kill();
            ChildJvm run = world.process("run");
            ManagementPort port = portOf(run);
            assertThat(port.awaitDown("broker")).contains("the Kafka cluster has not answered");
            assertThat(port.isLive()).isTrue();
            Awaitility.await().atMost(Timeouts.LONG).until(() -> run.output().stream()
                    .anyMatch(line -> line.contains("topics cannot be created yet")));
            world.broker.restart();
            Awaitility.await().atMost(Timeouts.LONG).until(port::isReady);
            assertThat(world.end("fresh.info") + world.end("fresh.dlq")).isZero();
            run.terminate();
            assertThat(run.waitFor(Timeouts.LONG)).isZero();
        }
    }

    @Test
    void aSignalWhileItStartsEndsItAsWellAsAnyOther() {
        try (World world = World.create()) {
            ChildJvm run = world.process("run");
            portOf(run);
            run.terminate();
            assertThat(run.waitFor(Timeouts.LONG)).isZero();
            assertThat(run.output()).anyMatch(line -> line.contains("stopped; received=0"));
        }
    }

    private static ManagementPort portOf(ChildJvm run) {
        return new ManagementPort(URI.create(Awaitility.await()
                .atMost(Timeouts.LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> address(run), Optional::isPresent)
                .orElseThrow()));
    }

    @Test
    void fiveHundredCallsUnderWayTakeFewThreads() {
        try (World world = World.create().set("intake.max-in-flight", 512)) {
            world.netServer.latency(Duration.ofSeconds(20));
            ChildJvm run = world.process("run");
            for (int id = 1; id <= 600; id++) {
                world.send(null, String.valueOf(id));
            }
            ManagementPort port = portOf(run);
            Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(() -> port.metrics().sum("batchtask_calls_in_flight") == 512);
            assertThat(port.metrics().sum("jvm_threads_live_threads")).isLessThan(60);
            run.kill();
        }
    }

    private static Optional<String> address(ChildJvm run) {
        return run.output().stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
