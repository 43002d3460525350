package io.batchtask.bridge.it.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.batchtask.bridge.dev.netserver.FailureMix;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.process.Ports;
import io.batchtask.bridge.it.world.FastRules;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.PrometheusServer;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Faults as an operator meets them, side by side, each a job of its own, under a real Prometheus with the shipped rules,
 * whose minutes take two seconds: which alerts fire, and that no other does.
 */
@Isolated("a minute takes two seconds here, so a machine that does much else looks ill")
class AlertReplayIT {
    private static final String JOB = "batchtask-bridge-";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Ten minutes of this time. */
    private static final Duration LONG_SESSION = Duration.ofSeconds(20);

    private static final int REFUSED = 13;
    private static final int STRANGE = 17;

    /** A right that is given to one is taken away from all others, and no one else is asked for any. */
    private static final Map<String, String> RIGHTS_WHERE_THERE_ARE_SOME = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");

    private final List<Scene> scenes = new ArrayList<>();
    private final ScheduledExecutorService feed = Executors.newSingleThreadScheduledExecutor();
    private Optional<Path> program;
    private PrometheusServer prometheus;

    /** One job: its world, the services in it, and the alerts its fault raises. */
    private final class Scene {
        final String job;
        final World world;
        final Set<String> expected;
        final List<Service> services = new ArrayList<>();
        final List<String> targets = new ArrayList<>();
        boolean fed = true;
        boolean restarted;

        Scene(String name, World world, String... expected) {
            this.job = JOB + name;
            this.world = world.set("shutdown.drain-timeout", "1s");
            this.expected = new TreeSet<>(Arrays.asList(expected));
            scenes.add(this);
        }

        Scene restarted() {
            restarted = true;
            return this;
        }

        Scene unfed() {
            fed = false;
            return this;
        }

        Scene start() {
            Service service = world.service();
            services.add(service);
            targets.add(service.management().orElseThrow().getAuthority());
            return this;
        }
    }

    @BeforeEach
    void findPrometheus() {
        program = PrometheusServer.program();
        assumeThat(program)
                .as("prometheus on the path: the alerts are NOT replayed here; apt-get install prometheus")
                .isPresent();
        new Scene("well", World.create()).start();
    }

    @AfterEach
    void close() {
        feed.shutdownNow();
        if (prometheus != null) {
            prometheus.close();
        }
        scenes.forEach(scene -> scene.world.close());
    }

    @Test
    void everyFaultRaisesItsAlertAndNoOther(@TempDir Path directory) {
        Scene idsMissing = new Scene("ids-missing", World.create(), "NotReady").unfed();
        idsMissing.world.broker.deleteTopic(idsMissing.world.ids);
        idsMissing.start();
        new Scene("wrong-password", World.create().signInByPassword("sim", "wrong"), "SignInRefused").start();
        Scene infoMissing = new Scene("info-missing", World.create(), "OutputBlocked");
        infoMissing.world.broker.deleteTopic(infoMissing.world.info);
        infoMissing.world.send(null, "42"); // refused by the time anyone looks
        infoMissing.start();
        Scene deadLetterMissing = new Scene("dead-letter-missing", World.create(), "PublishingRepeated");
        deadLetterMissing.world.broker.deleteTopic(deadLetterMissing.world.deadLetter);
        deadLetterMissing.start();
        Scene groupRefused =
                new Scene("group-refused", World.withOwnBroker(3, RIGHTS_WHERE_THERE_ARE_SOME), "NotReady").start();
        Scene downAtStart = new Scene("down-at-start", World.create().signInByPassword(), "NetServerOut");
        downAtStart.world.netServer.down();
        downAtStart.start();
        new Scene("same-id", World.create().set("kafka.client.group.instance.id", "twin"), "Fenced")
                .start()
                .start();
        Scene shortOutage = new Scene("short-outage", World.create()).start();
        Scene longOutage = new Scene("long-outage", World.create(), "NetServerOut").start();
        Scene resets = new Scene("resets", World.create(), "NetServerUnsteady").start();
        Scene oneOfTwo = new Scene("one-of-two", World.create(), "Down").start().start();
        Scene bothOfTwo =
                new Scene("both-of-two", World.create(), "Down", "Gone").start().start();
        Scene deadLetters = new Scene("dead-letters", World.create(), "DeadLetters").start();
        Scene wrongAnswer = new Scene("wrong-answer", World.create(), "Contract").start();
        Scene tooLarge = new Scene("too-large", World.create(1), "TooLarge");
        tooLarge.world
                .set("topics.info", "small." + tooLarge.world.info)
                .set("kafka.client.batch.size", 0); // a batch above the limit is split by size, so it would not be
        tooLarge.world.broker.createTopic("small." + tooLarge.world.info, 1, Map.of("max.message.bytes", "3000"));
        tooLarge.start();
        Scene small =
                new Scene("small-site", World.create(), "DeadLetters").unfed().start();
        Scene backlog = new Scene("backlog", World.create(1).set("intake.rate-limit", 2), "EventsLate")
                .unfed()
                .start();
        int port = Ports.free();
        Scene restarts = new Scene("restarts", World.create().set("management.port", port), "Restarting")
                .unfed()
                .restarted();
        restarts.targets.add("127.0.0.1:" + port);
        Instance first = Instance.start(restarts.world).awaitAssigned();

        replay(directory, prometheus -> {
            await(prometheus, "sum(batchtask_records_published_total{job=\"" + groupRefused.job + "\"}) > 20");
            deadLetterMissing.world.send(null, "no task");
            takeTheGroupAway(groupRefused.world);
            shortOutage.world.netServer.faultEverywhere(Fault.HTTP_503);
            longOutage.world.netServer.faultEverywhere(Fault.HTTP_503);
            resets.world.netServer.failing(
                    new FailureMix(1, FailureMix.evenly(0.3, List.of(Fault.RESET, Fault.HTTP_503))));
            oneOfTwo.services.get(1).close();
            bothOfTwo.services.forEach(Service::close);
            deadLetters.world.netServer.fault(REFUSED, Fault.SENTRY);
            small.world.netServer.fault(REFUSED, Fault.SENTRY);
            wrongAnswer.world.netServer.fault(STRANGE, Fault.OTHER_ID);
            wrongAnswer.world.send(null, String.valueOf(STRANGE));
            tooLarge.world.send(
                    "large".getBytes(UTF_8), "2".getBytes(UTF_8), new RecordHeader("large", new byte[4_000]));
            for (int i = 0; i < 4; i++) {
                small.world.send(null, String.valueOf(REFUSED));
            }
            for (int i = 1; i <= 900; i++) {
                backlog.world.send("one lane", String.valueOf(i)); // in order, so that none is stuck
            }
            await(prometheus, "batchtask_breaker_open{job=\"" + shortOutage.job + "\"} == 1");
            shortOutage.world.netServer.faultEverywhere(null);
            Instance life = first;
            for (int start = 1; start <= 3; start++) {
                life.stop();
                life = Instance.start(restarts.world).awaitAssigned();
                await(prometheus, "changes(process_start_time_seconds{job=\"" + restarts.job + "\"}[10m]) >= " + start);
            }
        });
    }

    /** Several instances, and what is over in time or by itself; and each alert ends when its fault does. */
    @Test
    void ofSeveralInstancesOneFaultIsOneAlertWhichEndsWithIt(@TempDir Path directory) {
        Scene outage = new Scene("outage-of-two", World.create(), "NetServerOut")
                .start()
                .start();
        Scene infoMissing = new Scene("info-missing", World.create(), "OutputBlocked");
        infoMissing.world.broker.deleteTopic(infoMissing.world.info);
        infoMissing.world.send(null, "42");
        infoMissing.start();
        Scene idsMissing = new Scene("ids-missing", World.create(), "NotReady").unfed();
        idsMissing.world.broker.deleteTopic(idsMissing.world.ids);
        idsMissing.start();
        Scene expired = new Scene("tickets-expired", World.create().signInByPassword()).start();
        Scene podGone =
                new Scene("pod-gone", World.create(), "InstanceLost").start().start();
        Scene otherTopic = new Scene("other-topic", World.create().set("management.port", Ports.free()))
                .restarted()
                .start();
        otherTopic.world.broker.createTopic("other." + otherTopic.world.ids, 1);
        Scene killed = new Scene("static-member-killed", World.create(), "Down", "PartitionsUnread");
        killed.world.set("kafka.client.session.timeout.ms", LONG_SESSION.toMillis());
        Instance staying = member(killed, "stays");
        Instance dying = member(killed, "dies");

        replay(directory, prometheus -> {
            outage.world.netServer.faultEverywhere(Fault.HTTP_503);
            expired.world.netServer.expireTickets();
            prometheus.targets(podGone.job, podGone.targets.subList(0, 1));
            await(prometheus, "count(up{job=\"" + podGone.job + "\"}) == 1"); // which takes it some seconds
            podGone.services.get(1).close();
            otherTopic.services.get(0).close();
            otherTopic.world.set("topics.ids", "other." + otherTopic.world.ids);
            otherTopic.world.service();
            dying.jvm.kill();
        });

        outage.world.netServer.faultEverywhere(null);
        infoMissing.world.broker.createTopic(infoMissing.world.info, 3);
        idsMissing.world.broker.createTopic(idsMissing.world.ids, 3);
        for (Scene cured : List.of(outage, infoMissing, idsMissing, killed)) { // of the last, but one is still down
            await(
                    prometheus,
                    "absent(ALERTS{alertstate=\"firing\", job=\"" + cured.job + "\", alertname!~\".*Down\"})");
        }
        assertThat(staying.stop()).isZero();
    }

    /** All at once, and then what has fired is what was expected, job by job. */
    private void replay(Path directory, Consumer<PrometheusServer> faults) {
        Map<String, List<String>> targets = new TreeMap<>();
        scenes.forEach(scene -> targets.put(scene.job, scene.targets));
        Path rules = FastRules.write(Path.of("config/prometheus/alerts.yml"), directory);
        prometheus = PrometheusServer.start(program.orElseThrow(), directory, rules, targets);
        int[] id = {0};
        feed.scheduleAtFixedRate(() -> feed(++id[0] % 1_000 + 100), 0, 100, TimeUnit.MILLISECONDS);
        await(
                prometheus,
                "count(up == 1) == "
                        + targets.values().stream().mapToInt(List::size).sum());
        await(prometheus, "sum(batchtask_records_published_total{job=\"" + JOB + "well\"}) > 20");
        faults.accept(prometheus);
        awaitExpected(prometheus);
        Map<String, Set<String>> fired = prometheus.fired();
        fired.remove(PrometheusServer.NO_JOB); // before the first scrape
        scenes.stream().filter(scene -> scene.restarted).forEach(scene -> fired.getOrDefault(scene.job, new TreeSet<>())
                .removeAll(Set.of("Down", "Gone", "IntakeDead"))); // a start takes minutes of this time
        fired.values().removeIf(Set::isEmpty);
        assertThat(fired).isEqualTo(expected());
    }

    private static Instance member(Scene scene, String name) {
        scene.world.set("kafka.client.group.instance.id", name);
        Instance member = Instance.start(scene.world).awaitAssigned();
        scene.targets.add(member.management().address.getAuthority());
        return member;
    }

    /** Of the dead letters' job one request in nine is refused. */
    private void feed(int id) {
        for (Scene scene : scenes) {
            if (scene.fed) {
                boolean refused = scene.job.endsWith("dead-letters") && id % 9 == 0;
                scene.world.send(null, String.valueOf(refused ? REFUSED : id));
            }
        }
    }

    private static void takeTheGroupAway(World world) {
        ResourcePattern group = new ResourcePattern(ResourceType.GROUP, world.group, PatternType.LITERAL);
        AccessControlEntry other =
                new AccessControlEntry("User:other", "*", AclOperation.READ, AclPermissionType.ALLOW);
        try {
            world.admin
                    .createAcls(List.of(new AclBinding(group, other)))
                    .all()
                    .get(Timeouts.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<String, Set<String>> expected() {
        Map<String, Set<String>> expected = new TreeMap<>();
        scenes.stream()
                .filter(scene -> !scene.expected.isEmpty())
                .forEach(scene -> expected.put(scene.job, scene.expected));
        return expected;
    }

    private void awaitExpected(PrometheusServer prometheus) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        Map<String, Set<String>> fired = prometheus.fired();
                        return expected().entrySet().stream().allMatch(one -> fired.getOrDefault(one.getKey(), Set.of())
                                .containsAll(one.getValue()));
                    });
        } catch (ConditionTimeoutException missed) {
            assertThat(prometheus.fired()).isEqualTo(expected());
        }
    }

    private static void await(PrometheusServer prometheus, String condition) {
        Awaitility.await(condition)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> !prometheus.query(condition).isEmpty());
    }
}
