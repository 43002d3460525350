package io.batchtask.bridge.it.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.OnlineFault;
import io.batchtask.bridge.dev.netserver.OnlineSimulator;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.LogLines;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant of SuperOffice Online is where its state service says, and takes calls when that says so. */
@ResourceLock(LogLines.LOCK)
class TenantMoveIT {
    private static void allAtTheFirstAttempt(List<ConsumerRecord<byte[], byte[]>> events) {
        assertThat(events).allSatisfy(event -> assertThat(Tail.header(event, "batchtask-attempts"))
                .isEqualTo("1"));
    }

    private static void nothingWasDeadLetter(OnlineWorld online, Service service) {
        Awaitility.await().atMost(Timeouts.LONG).until(() -> online.world.lag() == 0);
        assertThat(online.world.tail(online.world.deadLetter).records()).isEmpty();
        assertThat(service.ledger().balance().isEven()).isTrue();
        assertThat(service.ledger().balance().rejected()).isZero();
    }

    @Test
    @Guarantee("an Online tenant moves to another host")
    void aTenantThatMovesInTheMiddleOfAStreamCostsNoRecordAndNoAttempt() {
        try (OnlineWorld online = OnlineWorld.create();
                NetServerSimulator elsewhere = NetServerSimulator.start();
                Tail events = online.world.tail(online.world.info)) {
            elsewhere.requireApplicationToken(online.online.app().applicationToken());
            online.set("intake.rate-limit", 400);
            Service service = online.service();
            online.send(1, 1200);
            events.await(300);

            online.online.moves(elsewhere);

            var all = events.await(1200);
            assertThat(online.world.netServer.misdirected())
                    .as("calls at the old address")
                    .isPositive();
            assertThat(elsewhere.calls()).as("calls at the new address").isPositive();
            allAtTheFirstAttempt(all);
            assertThat(all.stream().map(event -> Tail.text(event.key())).collect(Collectors.toSet()))
                    .isEqualTo(IntStream.rangeClosed(1, 1200)
                            .mapToObj(String::valueOf)
                            .collect(Collectors.toSet()));
            assertThat(online.online.stateCalls())
                    .as("the state service is not asked by every call")
                    .isLessThan(online.world.netServer.misdirected() + 10)
                    .isLessThan(40);
            assertThat(online.online.exchanges())
                    .as("the ticket has moved, too")
                    .isEqualTo(1);
            nothingWasDeadLetter(online, service);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Services84", "Services85", "Services87", "Services88"})
    void theServiceVersionOfTheSettingsIsUsedWhereverTheTenantIs(String services) {
        try (LogLines log = LogLines.listen();
                OnlineWorld online = OnlineWorld.create();
                NetServerSimulator elsewhere = NetServerSimulator.start()) {
            elsewhere.requireApplicationToken(online.online.app().applicationToken());
            online.set("netserver.url", online.world.netServer.url(OnlineSimulator.TENANT, services));
            Service service = online.service();
            online.send(1, 1);
            online.events(1);

            online.online.moves(elsewhere);
            online.send(2, 2);

            var events = online.events(2);
            allAtTheFirstAttempt(events);
            assertThat(events)
                    .allSatisfy(event -> assertThat(Tail.text(event.value()).contains("\"cancellationBehaviour\":\"C"))
                            .isEqualTo(services.equals("Services88")));
            assertThat(log.count("the app is registered for another service version; claim=Remote/Services86"))
                    .isEqualTo(1);
            nothingWasDeadLetter(online, service);
        }
    }

    @Test
    void maintenancePausesReadingInsteadOfFailingRecordsAndEndsByItself() {
        try (LogLines log = LogLines.listen();
                OnlineWorld online = OnlineWorld.create()) {
            NetServerSimulator netServer = online.world.netServer;
            Service service = online.service();
            online.send(1, 1);
            online.events(1);

            online.online.closes("OfflineMaintenance");
            netServer.faultEverywhere(Fault.HTTP_503);
            online.send(101, 140);
            log.await("the tenant is closed, reading is paused; state=OfflineMaintenance");
            netServer.faultEverywhere(null); // NetServer is up before the tenant is declared open
            log.await("NetServer answers again");
            int calls = netServer.calls();
            int asked = online.online.stateCalls();
            online.send(201, 220);
            Awaitility.await().atMost(Timeouts.LONG).until(() -> online.online.stateCalls() > asked + 2);
            assertThat(service.ledger().balance().received())
                    .as("reading is paused")
                    .isEqualTo(41);
            assertThat(netServer.calls()) // a second probe may have been on its way when the first was answered
                    .as("a closed tenant is left alone")
                    .isBetween(calls, calls + 1);

            online.online.opens();

            var events = online.events(61);
            log.await("the tenant is open again, reading goes on");
            assertThat(events)
                    .allSatisfy(event -> assertThat(Integer.parseInt(Tail.header(event, "batchtask-attempts")))
                            .as("attempts of %s", Tail.text(event.key()))
                            .isLessThanOrEqualTo(3));
            nothingWasDeadLetter(online, service);
        }
    }

    @Test
    void aTenantThatIsClosedWhenTheServiceStartsIsWaitedFor() {
        try (LogLines log = LogLines.listen();
                OnlineWorld online = OnlineWorld.create()) {
            online.online.closes("Suspended");
            Service service = online.service();
            online.send(1, 20);
            log.await("the tenant is closed, reading is paused; state=Suspended");
            int asked = online.online.stateCalls();
            Awaitility.await().atMost(Timeouts.LONG).until(() -> online.online.stateCalls() > asked + 2);
            assertThat(online.world.netServer.calls()).isZero();
            assertThat(online.online.exchanges()).as("sign-ins").isLessThanOrEqualTo(1);

            online.online.opens();

            allAtTheFirstAttempt(online.events(20));
            nothingWasDeadLetter(online, service);
            int polls = online.online.stateCalls();
            Awaitility.await("an open tenant is not polled")
                    .during(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> online.online.stateCalls() == polls);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_FOUND", "BROKEN_JSON", "STALLED"})
    void whileTheStateServiceIsOfNoUseTheConfiguredAddressIs(OnlineFault wrong) {
        try (OnlineWorld online = OnlineWorld.create()) {
            online.set("netserver.sign-in", "ticket").set("netserver.ticket", NetServerSimulator.TICKET);
            online.set("netserver.response-timeout", "1s").set("netserver.connect-timeout", "1s");
            online.world.netServer.acceptTicket(NetServerSimulator.TICKET);
            online.online.stateFault(wrong);
            Service service = online.service();
            online.send(1, 10);

            allAtTheFirstAttempt(online.events(10));
            nothingWasDeadLetter(online, service);
        }
    }

    @Test
    void aTicketOfTheSettingsMovesWithTheTenantAsWell() {
        try (OnlineWorld online = OnlineWorld.create();
                NetServerSimulator elsewhere = NetServerSimulator.start()) {
            online.set("netserver.sign-in", "ticket").set("netserver.ticket", NetServerSimulator.TICKET);
            online.world.netServer.acceptTicket(NetServerSimulator.TICKET);
            elsewhere.requireApplicationToken(online.online.app().applicationToken());
            Service service = online.service();
            online.send(1, 1);
            online.events(1);

            online.online.moves(elsewhere);
            online.send(2, 40);

            allAtTheFirstAttempt(online.events(40));
            assertThat(Set.of(online.online.exchanges())).containsExactly(0);
            nothingWasDeadLetter(online, service);
        }
    }
}
