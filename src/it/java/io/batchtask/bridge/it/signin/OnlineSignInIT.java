package io.batchtask.bridge.it.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.dev.netserver.OnlineApp;
import io.batchtask.bridge.dev.netserver.OnlineFault;
import io.batchtask.bridge.dev.netserver.OnlineSimulator;
import io.batchtask.bridge.dev.netserver.TokenFault;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.LogLines;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.service.Service;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in as the system user of a tenant of SuperOffice Online. */
@ResourceLock(LogLines.LOCK)
class OnlineSignInIT {
    private static Set<String> ticketsUsed(NetServerSimulator netServer) {
        return netServer.journal().stream()
                .filter(call -> call.operation().equals("GetBatchTaskInfo"))
                .map(Call::ticket)
                .collect(Collectors.toSet());
    }

    private static void nothingWasDeadLetter(OnlineWorld online, Service service) {
        Awaitility.await().atMost(Timeouts.LONG).until(() -> online.world.lag() == 0);
        assertThat(online.world.tail(online.world.deadLetter).records()).isEmpty();
        assertThat(service.ledger().balance().isEven()).isTrue();
        assertThat(service.ledger().balance().rejected()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "soap"})
    void anIdBecomesAnEventWithTheTicketOfTheSystemUser(String exchange) {
        try (OnlineWorld online = OnlineWorld.create().set("netserver.system-user.exchange", exchange)) {
            Service service = online.service();
            online.send(42, 42);

            var event = online.events(1).get(0);

            assertThat(Tail.text(event.value())).startsWith("{\"id\":42,\"name\":\"ExportArchive\"");
            assertThat(Tail.header(event, "ce_source")).isEqualTo("/superoffice/Cust12345/batchtask");
            assertThat(Tail.header(event, "batchtask-attempts")).isEqualTo("1");
            assertThat(ticketsUsed(online.world.netServer)).containsExactlyElementsOf(online.online.tickets());
            assertThat(online.world.netServer.journal()).allSatisfy(call -> assertThat(call.envelope())
                    .contains(">" + online.online.app().applicationToken() + "</ApplicationToken>"));
            nothingWasDeadLetter(online, service);
        }
    }

    @Test
    void aKeyInTheFormOfDotNetAndATenantNamedByItsSerialNumberWillDo() {
        try (OnlineWorld online = OnlineWorld.create().set("netserver.tenant", OnlineSimulator.SERIAL)) {
            online.replace(online.keyFile, "\uFEFF" + online.online.app().xml());
            online.service();
            online.send(42, 42);

            assertThat(Tail.header(online.events(1).get(0), "ce_source"))
                    .isEqualTo("/superoffice/1133445566/batchtask");
        }
    }

    @Test
    void whileTheStateServiceIsOfNoUseTheAddressInTheSecurityTokenIs() {
        try (OnlineWorld online =
                OnlineWorld.create().set("netserver.url", "http://127.0.0.1:1/Cust12345/Remote/Services86/")) {
            online.online.stateFault(OnlineFault.UNAVAILABLE);
            online.service();
            online.send(1, 10);

            assertThat(online.events(10)).allSatisfy(event -> assertThat(Tail.header(event, "batchtask-attempts"))
                    .isEqualTo("1"));
        }
    }

    @Test
    void aThousandIdsCostOneSignIn() {
        try (OnlineWorld online = OnlineWorld.create()) {
            Program bridge = online.world.program("run");
            online.send(1, 1000);

            online.events(1000);

            assertThat(bridge.text()).doesNotContain(" WARN ", " ERROR ");
            assertThat(bridge.stop()).isZero();
            assertThat(online.online.exchanges()).isEqualTo(1);
            assertThat(online.online.keyCalls()).isEqualTo(1);
            assertThat(ticketsUsed(online.world.netServer)).hasSize(1);
            assertThat(bridge.text()).contains("received=1000 published=1000 rejected=0");
        }
    }

    @Test
    @Guarantee("a ticket expires with hundreds of calls under way")
    void fiveHundredCallsThatMeetAnExpiredTicketAtOnceCauseOneSignInAndUseUpNoAttempt() {
        try (OnlineWorld online = OnlineWorld.create().set("intake.max-in-flight", 500)) {
            Service service = online.service();
            online.send(1, 1);
            online.events(1);
            online.world.netServer.expireTickets();
            online.world.netServer.hold();
            online.send(1001, 1500);
            Awaitility.await().atMost(Timeouts.LONG).until(() -> online.world.netServer.held() == 500);
            online.world.netServer.release();

            var events = online.events(501);

            assertThat(online.online.exchanges()).as("exchanges").isEqualTo(2);
            assertThat(events).allSatisfy(event -> assertThat(Tail.header(event, "batchtask-attempts"))
                    .isEqualTo("1"));
            nothingWasDeadLetter(online, service);
        }
    }

    @Test
    void aTicketThatHasLapsedAtNetServerIsReplacedWithoutUsingUpAnAttempt() {
        try (OnlineWorld online = OnlineWorld.create()) {
            Service service = online.service();
            online.world.netServer.ticketLife(Duration.ofMillis(200));
            online.send(1, 1);
            online.events(1);
            Awaitility.await().until(online.world.netServer::everyTicketHasLapsed);

            online.send(2, 2);

            assertThat(online.events(2)).allSatisfy(event -> assertThat(Tail.header(event, "batchtask-attempts"))
                    .isEqualTo("1"));
            assertThat(online.online.exchanges()).isGreaterThan(1);
            nothingWasDeadLetter(online, service);
        }
    }

    @Test
    void aSecurityTokenThatIsWrongPausesReadingAndLosesNothing() {
        try (LogLines log = LogLines.listen();
                OnlineWorld online = OnlineWorld.create()) {
            online.online.tokens(TokenFault.FOREIGN_KEY);
            Service service = online.service();
            online.send(1, 1);
            log.await("reason=no key of the environment has signed the token");
            online.online.tokens(TokenFault.EXPIRED);
            log.await("reason=the token cannot be accepted: Expired JWT");
            online.online.tokens(TokenFault.OTHER_TENANT);
            log.await("reason=the token is for another tenant than Cust12345");
            online.send(2, 50);
            assertThat(service.ledger().balance().received())
                    .as("reading is paused")
                    .isLessThanOrEqualTo(1); // the first one, unless signing in was refused before it was read
            assertThat(online.world.netServer.calls()).isZero();

            online.online.tokens(null);

            assertThat(online.events(50)).allSatisfy(event -> assertThat(Tail.header(event, "batchtask-attempts"))
                    .isEqualTo("1"));
            log.await("signed in again");
            nothingWasDeadLetter(online, service);
            assertThat(log.lines()).noneSatisfy(line -> assertThat(line).contains("7T:b25saW5l"));
        }
    }

    @Test
    void aSecretThatIsReplacedAndAClockThatIsPutRightAreTakenUpWithoutARestart() {
        try (LogLines log = LogLines.listen();
                OnlineWorld online = OnlineWorld.create()) {
            online.replace(online.applicationTokenFile, "the secret of last year");
            online.replace(online.keyFile, OnlineApp.register("another", "app").pem());
            Service service = online.service();
            online.send(1, 1);
            log.await("code=system-user-refused reason=Unknown application token");

            online.replace(online.applicationTokenFile, online.online.app().applicationToken());
            log.await("code=system-user-refused reason=InvalidSignature");

            online.online.clockAhead(Duration.ofMinutes(10));
            online.replace(online.keyFile, online.online.app().pem());
            log.await("code=system-user-refused reason=InvalidTimestamp");

            online.online.clockAhead(Duration.ZERO);
            online.send(2, 20);
            assertThat(online.events(20)).allSatisfy(event -> assertThat(Tail.header(event, "batchtask-attempts"))
                    .isEqualTo("1"));
            nothingWasDeadLetter(online, service);
        }
    }
}
