package io.batchtask.bridge.it.operations;

import static io.batchtask.bridge.it.operations.StandingFault.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.OnlineFault;
import io.batchtask.bridge.it.operations.StandingFault.Troubled;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the log is like while something stays wrong, and when nothing is. */
class StandingFaultsIT {
    /** Said of every World, whose NetServer speaks plain HTTP. */
    private static final String CLEAR_TEXT = "passwords and tickets travel in clear text";

    /** Only so many: thousands of them are OutputIT's. */
    private static final int FEW = 3;

    private static final List<StandingFault> OF_KAFKA = List.of(
            new StandingFault(
                    "broker",
                    "no broker at the start",
                    "check=broker",
                    on -> Troubled.fromTheStart(on.world().set("kafka.bootstrap-servers", "127.0.0.1:1"))),
            new StandingFault(
                    "broker",
                    "the broker's name cannot be resolved",
                    "no name in batchtask.kafka.bootstrap-servers can be resolved",
                    StandingFaultsIT::withoutTheBrokersName),
            new StandingFault(
                    "broker", "the broker goes away", "has not answered", StandingFaultsIT::withABrokerThatGoesAway),
            new StandingFault(
                    "broker",
                    "the ids topic is missing",
                    "does not exist",
                    on -> Troubled.fromTheStart(on.without(world -> world.ids))),
            new StandingFault(
                    "broker",
                    "a codec cannot be loaded",
                    "Kafka cannot be read, it is tried again; reason=java.lang.",
                    StandingFaultsIT::withoutACodec),
            new StandingFault(
                    "broker",
                    "another process has its name",
                    "another process has group.instance.id",
                    StandingFaultsIT::withANamesake),
            new StandingFault("output", "the info topic is missing", "publishing fail", on -> Troubled.fromTheStart(
                            on.without(world -> world.info))
                    .asked(String::valueOf, FEW)),
            new StandingFault(
                    "output",
                    "the broker does not answer what is written",
                    "check=output reason=writing to the topic info",
                    StandingFaultsIT::withoutWriting),
            new StandingFault(
                    "records",
                    "the dead-letter topic is missing, and a record is stuck",
                    "check=records",
                    on -> Troubled.fromTheStart(
                                    on.without(world -> world.deadLetter).set("management.stuck-after", "2s"))
                            .asked(number -> "no number", FEW)));

    private static final List<StandingFault> OF_NET_SERVER_AND_OF_REQUESTS = List.of(
            new StandingFault(
                    "netserver", "no NetServer at the start", "connect-refused", StandingFaultsIT::withoutNetServer),
            new StandingFault(
                    "netserver",
                    "NetServer goes away",
                    "NetServer does not answer, reading is paused",
                    StandingFaultsIT::withANetServerThatGoesAway),
            new StandingFault(
                    "netserver",
                    "the sign-in service is away",
                    "step=sign-in",
                    on -> online(on, tenant -> tenant.online.exchangeFault(OnlineFault.UNAVAILABLE))),
            new StandingFault(
                    "netserver",
                    "the tenant is closed",
                    "the tenant is closed, reading is paused",
                    on -> online(on, tenant -> tenant.online.closes("OfflineMaintenance"))),
            new StandingFault(
                    NONE,
                    "NetServer resets a third of its connections",
                    Instance.READY, // what is repeated at once gets through, so there is nothing else to say
                    StandingFaultsIT::withANetServerThatResets),
            new StandingFault("sign-in", "a wrong password", "wrong-credentials", on -> Troubled.fromTheStart(
                            on.world().signInByPassword(NetServerSimulator.USER, "not-it-at-all"))
                    .asked()),
            new StandingFault("sign-in", "a ticket that is refused", "code=ticket-refused", on -> Troubled.fromTheStart(
                            on.world().set("netserver.ticket", "7T:b2YgbGFzdCB5ZWFy"))
                    .asked()),
            new StandingFault(
                    "sign-in",
                    "a system user that is refused",
                    "code=system-user-refused",
                    on -> online(on, tenant -> tenant.online.refuses("The application is not approved"))),
            new StandingFault(
                    NONE, "a flood of requests that cannot be read", "rejected; ", on -> Troubled.fromTheStart(
                                    on.world())
                            .asked(number -> "no number", Integer.MAX_VALUE)),
            new StandingFault(
                    "broker",
                    "a batch is corrupt",
                    "Received exception when fetching the next record",
                    StandingFaultsIT::withACorruptBatch),
            new StandingFault("intake", "a consumer hangs", "check=intake", StandingFaultsIT::withAConsumerThatHangs));

    @Test
    void ofKafkaEachIsSaidWithItsReasonAndThenAtMostTenTimesAMinute() {
        FaultWatch.watch(OF_KAFKA);
    }

    @Test
    void ofNetServerAndOfRequestsEachIsSaidWithItsReasonAndThenAtMostTenTimesAMinute() {
        FaultWatch.watch(OF_NET_SERVER_AND_OF_REQUESTS);
    }

    @Test
    void eachCheckOfTheDocumentsIsRedInOneOfThem() {
        Set<String> checks = new TreeSet<>(Readme.firstColumn(new Readme().section("checks")));
        assertThat(checks.remove("service"))
                .as("red while the process starts or stops, which does not stay")
                .isTrue();
        Set<String> red = Stream.of(OF_KAFKA, OF_NET_SERVER_AND_OF_REQUESTS)
                .flatMap(List::stream)
                .map(StandingFault::check)
                .filter(check -> !check.equals(NONE))
                .collect(Collectors.toSet());
        assertThat(red).isEqualTo(checks);
    }

    private static Troubled withoutTheBrokersName(FaultWatch on) {
        World world = on.world().set("kafka.bootstrap-servers", "no-such-broker.invalid:9092");
        return Troubled.fromTheStart(world, "-Djdk.net.hosts.file=" + emptyFile(world)); // whatever the network says
    }

    private static Troubled withABrokerThatGoesAway(FaultWatch on) {
        World world = on.keep(World.withOwnBroker(1, Map.of()));
        return Troubled.fromTheStart(world).later(world.broker::stop);
    }

    /** Snappy unpacks its native code into a directory. */
    private static Troubled withoutACodec(FaultWatch on) {
        World world = on.world();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers(), "compression.type", "snappy"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(world.ids, "42".getBytes(StandardCharsets.UTF_8)));
        }
        return Troubled.fromTheStart(world, "-Dorg.xerial.snappy.tempdir=" + emptyFile(world))
                .asked();
    }

    private static Path emptyFile(World world) {
        try {
            return Files.createFile(world.directory().resolve("empty"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Troubled withANamesake(FaultWatch on) {
        World world = on.world().set("kafka.client.group.instance.id", "bridge-0");
        Instance first = Instance.start(world).awaitAssigned();
        Instance.start(world); // ended with its world
        return Troubled.of(world, first).asked();
    }

    private static Troubled withoutWriting(FaultWatch on) {
        World world = on.keep(World.behindProxy(1, Map.of()));
        return Troubled.fromTheStart(world)
                .asked()
                .later(() -> world.broker.proxy().drop(Set.of(ApiKeys.PRODUCE)));
    }

    private static Troubled withoutNetServer(FaultWatch on) {
        World world = on.world().signInByPassword();
        world.netServer.down();
        return Troubled.fromTheStart(world).asked();
    }

    private static Troubled withANetServerThatGoesAway(FaultWatch on) {
        World world = on.world();
        return Troubled.fromTheStart(world).asked().later(world.netServer::down);
    }

    private static Troubled withANetServerThatResets(FaultWatch on) {
        World world = on.world();
        world.netServer.resetEvery(3);
        return Troubled.fromTheStart(world).asked();
    }

    private static Troubled online(FaultWatch on, Consumer<OnlineWorld> breaks) {
        OnlineWorld tenant = on.tenant();
        breaks.accept(tenant);
        return Troubled.fromTheStart(tenant.world).asked();
    }

    private static Troubled withACorruptBatch(FaultWatch on) {
        World world = on.keep(World.withOwnBroker(1, Map.of()));
        world.send(null, "42");
        world.flush();
        world.broker.stop();
        world.broker.corrupt(world.ids, 0, 0);
        world.broker.restart();
        return Troubled.fromTheStart(world).asked();
    }

    private static Troubled withAConsumerThatHangs(FaultWatch on) {
        World world = on.world()
                .set("kafka.client.interceptor.classes", HangingConsumerIT.Hang.class.getName())
                .set("shutdown.drain-timeout", "1s");
        // It hangs at the first request, which is sent when all are there.
        return Troubled.of(world, Instance.startWithTests(world)).asked().later(() -> {});
    }

    @Test
    void anInstanceThatTakesOverAndOneThatStopsWarnOfNothing() {
        try (World world = World.create(3).set("shutdown.drain-timeout", "2m")) { // however slow this machine is
            Instance first = Instance.start(world).awaitAssigned().awaitSaid(Instance.READY);
            send(world, 1, 300);
            Instance second = Instance.start(world).awaitAssigned().awaitSaid(Instance.READY);
            send(world, 301, 600);
            assertThat(first.stop()).isZero();
            world.awaitNoLag();
            assertThat(second.stop()).isZero();

            for (Instance one : List.of(first, second)) {
                assertThat(one.jvm.output())
                        .filteredOn(line -> !line.contains(" INFO ") && !line.contains(CLEAR_TEXT))
                        .isEmpty();
                assertThat(one.jvm.output()).noneMatch(line -> line.contains("partitions=[]"));
                assertThat(one.jvm.output().size()).isLessThan(15);
            }
        }
    }

    private static void send(World world, int from, int to) {
        for (int id = from; id <= to; id++) {
            world.send(null, String.valueOf(id));
        }
        world.flush();
    }
}
