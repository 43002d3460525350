package io.batchtask.bridge.it.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Service;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.ManagementPort;
import io.batchtask.bridge.it.world.Patience;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Without a ticket nothing is lost and nothing is given up: reading waits, and goes on by itself. */
class SignInIT {
    private static final String PASSWORD = "right-horse-battery";

    @Test
    void aWrongPasswordPausesReadingUntilNetServerLearnsIt() {
        try (World world = withPassword(World.create())) {
            Service service = world.service();
            send(world, 1, 10);
            Awaitility.await().atMost(Patience.LONG).until(() -> signInCalls(world) >= 2);
            send(world, 11, 310);

            stands(() -> assertThat(service.ledger().balance().received())
                    .as("read while signing in is refused")
                    .isLessThanOrEqualTo(10));
            assertThat(world.netServer.calls()).as("look-ups without a ticket").isZero();

            world.netServer.user("bob", PASSWORD);

            allAtTheFirstAttempt(world.tail(world.info).await(310));
            nothingWasGivenUp(world, service);
        }
    }

    @Test
    void aWrongPasswordShowsBeforeTheFirstRecord() {
        try (World world = withPassword(World.create())) { // nobody knows bob
            Service service = world.service();
            Awaitility.await().atMost(Patience.LONG).until(() -> signInCalls(world) >= 1);
            ManagementPort port = ManagementPort.of(service);
            Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> assertThat(
                            port.metrics().sum("batchtask_sign_in_refused"))
                    .isEqualTo(1));

            world.netServer.user("bob", PASSWORD);
            send(world, 1, 10);

            allAtTheFirstAttempt(world.tail(world.info).await(10));
            nothingWasGivenUp(world, service);
        }
    }

    @Test
    @Guarantee("a ticket expires with hundreds of calls under way")
    void manyCallsThatMeetAnExpiredTicketCauseOneSignInAndUseUpNoAttempt() {
        try (World world = withPassword(World.create()).set("intake.max-in-flight", 300)) {
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
            nothingWasGivenUp(world, service);
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
            Awaitility.await().atMost(Patience.LONG).until(() -> world.netServer.calls() > 0);
            stands(() -> assertThat(events.size()).isEqualTo(20));
            long read = service.ledger().balance().received();
            send(world, 41, 240);
            stands(() -> assertThat(service.ledger().balance().received())
                    .as("read while the ticket is refused")
                    .isEqualTo(read));

            world.netServer.acceptTicket("7T:bmV3");
            Files.writeString(file, "7T:bmV3\n");

            allAtTheFirstAttempt(events.await(240));
            nothingWasGivenUp(world, service);
        }
    }

    @Test
    void theApplicationTokenGoesWithSignInAndLookUp() {
        try (World world = withPassword(World.create()).set("netserver.application-token", "app-secret")) {
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
            nothingWasGivenUp(world, service);
        }
    }

    private static World withPassword(World world) {
        return world.unset("netserver.ticket")
                .set("netserver.sign-in", "password")
                .set("netserver.username", "bob")
                .set("netserver.password", PASSWORD);
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

    private static void nothingWasGivenUp(World world, Service service) {
        world.closeTheBooks(service);
        assertThat(service.ledger().balance().rejected()).isZero();
        assertThat(world.tail(world.deadLetter).size()).isZero();
    }
}
