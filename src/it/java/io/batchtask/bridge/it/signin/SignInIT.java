package io.batchtask.bridge.it.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without a ticket nothing is lost and nothing is given up: reading waits, and goes on by itself. */
class SignInIT {
    /** About twenty seconds, one every second and later every other one. */
    private static final int PROBES_OF_A_LONG_OUTAGE = 10;

    private static final String PASSWORD = "right-horse-battery";

    @Test
    @Guarantee("signing in is refused, until the secret's file is replaced")
    void aWrongPasswordPausesReadingAndIsNotTriedAgainUntilItsFileIsReplaced() throws IOException {
        try (World world = World.create().signInByPassword("bob", PASSWORD)) {
            Path file = wrongPassword(world);
            Service service = world.service();
            send(world, 1, 10);
            ManagementPort.of(service).awaitDown("sign-in");
            send(world, 11, 310);

            stands(() -> assertThat(service.ledger().balance().received())
                    .as("read while signing in is refused")
                    .isLessThanOrEqualTo(10));
            assertThat(world.netServer.calls()).as("look-ups without a ticket").isZero();
            assertThat(signInCalls(world)).as("the same password").isEqualTo(1);

            Files.writeString(file, PASSWORD + "\n");

            allAtTheFirstAttempt(world.tail(world.info).await(310));
            assertThat(signInCalls(world)).isEqualTo(2);
            nothingWasDeadLetter(world, service);
        }
    }

    @Test
    void aWrongPasswordShowsBeforeTheFirstRecordAndSoDoesWhenItIsTriedAgain() throws IOException {
        try (World world = World.create().signInByPassword("bob", PASSWORD)) {
            Path file = wrongPassword(world);
            Service service = world.service();
            ManagementPort port = ManagementPort.of(service);
            assertThat(port.awaitDown("sign-in"))
                    .matches(".*sign-in/wrong-credentials: .*; next try: 1[45] min, or when the secret changes");
            assertThat(port.metrics().sum("batchtask_sign_in_refused")).isEqualTo(1);

            Files.writeString(file, PASSWORD);
            send(world, 1, 10);

            allAtTheFirstAttempt(world.tail(world.info).await(10));
            nothingWasDeadLetter(world, service);
        }
    }

    private static Path wrongPassword(World world) throws IOException {
        world.netServer.user("bob", PASSWORD);
        Path file = Files.writeString(world.directory().resolve("password"), "that of last year");
        world.unset("netserver.password").set("netserver.password-file", file);
        return file;
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HTTP_401", "HTTP_403", "SOAP_FAULT_SERVER"})
    @Guarantee("an expired ticket is answered like an outage: HTTP 401 or 403, a SOAP fault")
    void anExpiredTicketThatLooksLikeAnOutageIsRenewedOnce(Fault fault) {
        try (World world = World.create().signInByPassword("bob", PASSWORD)) {
            world.netServer.user("bob", PASSWORD);
            world.netServer.refusesTicketsWith(fault);
            Service service = world.service();
            Tail events = world.tail(world.info);
            send(world, 1, 100);
            events.await(100);

            world.netServer.expireTickets();
            send(world, 101, 1_500);

            events.await(1_500);
            assertThat(world.netServer.signIns()).as("sign-ins").isEqualTo(2);
            nothingWasDeadLetter(world, service);
        }
    }

    /** No one can say whether the ticket is good while the door says 401 to all; it is, and is used again at once. */
    @Test
    @Guarantee("an expired ticket is answered like an outage: HTTP 401 or 403, a SOAP fault")
    void aGoodTicketOutlivesAnOutageThatLooksLikeAnExpiredOne() {
        try (World world = World.create()) {
            world.set("breaker.wait-duration", "1s").set("breaker.max-wait-duration", "2s");
            Service service = world.service();
            Tail events = world.tail(world.info);
            send(world, 1, 100);
            events.await(100);

            world.netServer.faultEverywhere(Fault.HTTP_401);
            send(world, 101, 1_500);
            ManagementPort port = ManagementPort.of(service);
            assertThat(port.awaitDown("netserver")).contains("http-401");
            Awaitility.await("a long outage, by its probes")
                    .atMost(Timeouts.LONG)
                    .until(() -> port.metrics().sum("batchtask_breaker_probes_total") >= PROBES_OF_A_LONG_OUTAGE);
            world.netServer.faultEverywhere(null);
            long ended = System.nanoTime();
            port.awaitReady();

            assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofSeconds(5));
            events.await(1_500);
            nothingWasDeadLetter(world, service);
        }
    }

    @Test
    @Guarantee("a ticket expires with hundreds of calls under way")
    void manyCallsThatMeetAnExpiredTicketCauseOneSignInAndUseUpNoAttempt() {
        try (World world = World.create().signInByPassword("bob", PASSWORD).set("intake.max-in-flight", 300)) {
            world.netServer.user("bob", PASSWORD);
            Service service = world.service();
            Tail events = world.tail(world.info);
            send(world, 1, 300); // warm
            events.await(300);
            assertThat(world.netServer.signIns()).isEqualTo(1);
            String expired = ticketOf(world.netServer.journal().get(300));

            world.netServer.latency(Duration.ofSeconds(1)); // so that all are on their way before one comes back
            world.netServer.expireTickets();
            world.netServer.resetCounts();
            send(world, 301, 600);

            allAtTheFirstAttempt(events.await(600));
            assertThat(world.netServer.journal().stream().filter(call -> expired.equals(ticketOf(call))))
                    .as("calls with the expired ticket")
                    .hasSizeGreaterThan(100);
            assertThat(world.netServer.signIns()).as("sign-ins").isEqualTo(2);
            nothingWasDeadLetter(world, service);
        }
    }

    /** No one has to touch a file for it, and no one waits for a quarter of an hour. */
    @Test
    void aTicketThatIsRefusedForAWhileIsTriedAgainSoon() {
        try (World world = World.create()) {
            world.netServer.expireTickets();
            Service service = world.service();
            send(world, 1, 20);
            assertThat(ManagementPort.of(service).awaitDown("sign-in"))
                    .contains("sign-in/"); // as new, or as configured

            world.netServer.acceptTicket(NetServerSimulator.TICKET);

            assertThat(world.tail(world.info).await(20)).hasSize(20);
            nothingWasDeadLetter(world, service);
        }
    }

    @Test
    void aNewTicketInItsFileIsTakenUpWithoutARestart() throws IOException {
        try (World world = World.create().unset("netserver.ticket")) {
            Path file = Files.writeString(world.directory().resolve("ticket"), NetServerSimulator.TICKET + "\n");
            world.set("netserver.ticket-file", file);
            Service service = world.service();
            Tail events = world.tail(world.info);
            send(world, 1, 20);
            events.await(20);

            world.netServer.expireTickets();
            world.netServer.resetCounts();
            send(world, 21, 40);
            Awaitility.await().atMost(Timeouts.LONG).until(() -> world.netServer.calls() > 0);
            stands(() -> assertThat(events.size()).isEqualTo(20));
            long read = service.ledger().balance().received();
            send(world, 41, 240);
            stands(() -> assertThat(service.ledger().balance().received())
                    .as("read while the ticket is refused")
                    .isEqualTo(read));

            world.netServer.acceptTicket("7T:bmV3");
            Files.writeString(file, "7T:bmV3\n");

            allAtTheFirstAttempt(events.await(240));
            nothingWasDeadLetter(world, service);
        }
    }

    @Test
    void theApplicationTokenGoesWithSignInAndLookUp() {
        try (World world =
                World.create().signInByPassword("bob", PASSWORD).set("netserver.application-token", "app-secret")) {
            world.netServer.user("bob", PASSWORD);
            world.netServer.requireApplicationToken("app-secret");
            Service service = world.service();
            world.send(null, "42");

            world.tail(world.info).await(1);

            assertThat(world.netServer.journal())
                    .extracting(Call::operation)
                    .containsExactly("AuthenticateUsernamePassword", "GetBatchTaskInfo");
            assertThat(world.netServer.journal()).allSatisfy(call -> assertThat(call.envelope())
                    .containsPattern("<(\\w+:)?ApplicationToken[^>]*>app-secret<"));
            nothingWasDeadLetter(world, service);
        }
    }

    private static void send(World world, int first, int last) {
        for (int id = first; id <= last; id++) {
            world.send(null, String.valueOf(id));
        }
        world.flush();
    }

    private static long signInCalls(World world) {
        return world.netServer.journal().stream()
                .filter(call -> call.operation().equals("AuthenticateUsernamePassword"))
                .count();
    }

    private static String ticketOf(Call call) {
        return String.valueOf(call.ticket());
    }

    private static void stands(org.awaitility.core.ThrowingRunnable fact) {
        Awaitility.await()
                .during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(fact);
    }

    private static void allAtTheFirstAttempt(List<ConsumerRecord<byte[], byte[]>> events) {
        assertThat(events).allSatisfy(event -> assertThat(Tail.end(event)).isEqualTo("event attempts=1"));
    }

    private static void nothingWasDeadLetter(World world, Service service) {
        world.closeTheBooks(service);
        assertThat(service.ledger().balance().rejected()).isZero();
        assertThat(world.tail(world.deadLetter).size()).isZero();
    }
}
