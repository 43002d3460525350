package io.batchtask.bridge.relay;

import static io.batchtask.bridge.calls.Script.expired;
import static io.batchtask.bridge.calls.Script.found;
import static io.batchtask.bridge.calls.Script.unavailable;
import static io.batchtask.bridge.relay.LookUpTest.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups and the ticket they need. */
class LookUpSignInTest {
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final LookUps lookUps = new LookUps();
    private final Script netServer = lookUps.netServer;

    @Test
    void anExpiredTicketIsRenewedAndUsesUpNoAttempt() {
        netServer.says(expired());

        LookUps.Search search = lookUps.search(42);
        lookUps.time.advance(A_WHILE);

        assertThat(answer(search).attempts()).isEqualTo(1);
        assertThat(netServer.tickets()).containsExactly("ticket-1", "ticket-2");
        assertThat(lookUps.inside.isOn()).isFalse();
    }

    @Test
    void aTicketThatExpiresUnderManyCallsIsRenewedOnce() {
        List<CompletableFuture<Reply>> replies =
                Stream.generate(netServer::makesWait).limit(50).toList();
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 50).mapToObj(lookUps::search).toList();

        replies.forEach(reply -> reply.complete(expired()));
        lookUps.time.advance(A_WHILE);

        assertThat(searches)
                .allSatisfy(search -> assertThat(answer(search).attempts()).isEqualTo(1));
        assertThat(lookUps.signIns).isEqualTo(2);
    }

    @Test
    void newTicketsThatAreRefusedInARowCountAsAFailedAttempt() {
        netServer.says(expired(), expired(), expired());

        LookUps.Search search = lookUps.search(42);
        lookUps.time.advance(A_WHILE);

        assertThat(answer(search).attempts()).isEqualTo(2);
    }

    @Test
    void whileSigningInIsRefusedEveryoneWaitsAndNoAttemptIsBurnt() {
        lookUps.signInRefused = true;
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 50).mapToObj(lookUps::search).toList();

        lookUps.time.advance(Duration.ofHours(1));
        assertThat(searches).allSatisfy(search -> assertThat(search.outcome()).isEmpty());
        assertThat(netServer.calls).isEmpty();
        lookUps.signInRefused = false;
        lookUps.time.advance(A_WHILE);

        assertThat(searches)
                .allSatisfy(search -> assertThat(answer(search).attempts()).isEqualTo(1));
    }

    @Test
    void aRecordThatWaitsForATicketDoesNotHoldUpARebalance() {
        lookUps.signInRefused = true;

        LookUps.Search search = lookUps.search(42);

        assertThat(search.flight.working).isFalse();
    }

    @Test
    void neitherDoesOneWhoseTicketHasExpired() {
        CompletableFuture<Reply> reply = netServer.makesWait();
        LookUps.Search search = lookUps.search(42);
        assertThat(search.flight.working).isTrue();
        lookUps.signInRefused = true;

        reply.complete(expired());

        assertThat(search.flight.working).isFalse();
    }

    @Test
    void aRecordThatIsLostWhileItWaitsForATicketIsNotLookedUp() {
        LookUps narrow = new LookUps(1, false);
        narrow.signInRefused = true;
        LookUps.Search search = narrow.search(42);

        search.flight.lost = true;
        narrow.signInRefused = false;
        narrow.time.advance(A_WHILE);

        assertThat(search.outcome()).contains(new Outcome.GivenBack());
        assertThat(narrow.netServer.calls).isEmpty();
        assertThat(answer(narrow.search(43)).info()).as("its place is free").isPresent();
    }

    @Test
    void aGateThatShutsWhileATicketIsWaitedForIsNotPassed() {
        lookUps.signInRefused = true;
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 50).mapToObj(lookUps::search).toList();

        lookUps.netServer.closed = true;
        lookUps.signInRefused = false;
        lookUps.time.advance(A_WHILE);
        assertThat(lookUps.signIns).isEqualTo(1);
        assertThat(netServer.calls).isEmpty();
        assertThat(lookUps.inside.waiting()).isEqualTo(50);

        lookUps.netServer.closed = false;
        lookUps.inside.reopen();
        assertThat(searches)
                .allSatisfy(search -> assertThat(answer(search).attempts()).isEqualTo(1));
    }

    /** Signing in works, but no ticket is ever accepted: nothing is wrong with the records. */
    @Test
    void aNetServerThatRefusesEveryNewTicketCostsNoRecord() {
        netServer.otherwise(call -> expired());
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 50).mapToObj(lookUps::search).toList();

        lookUps.time.advance(Duration.ofHours(1));
        assertThat(searches).allSatisfy(search -> assertThat(search.outcome()).isEmpty());
        netServer.otherwise(call -> found(call.taskId()));
        lookUps.time.advance(Duration.ofMinutes(10));

        assertThat(searches)
                .allSatisfy(search -> assertThat(answer(search).info()).isPresent());
    }

    /** As some servers, and what stands before them, answer: nothing tells it from an outage but a new ticket. */
    @ParameterizedTest
    @ValueSource(strings = {"http-401", "http-403", Reply.SOAP_FAULT})
    void anExpiredTicketThatLooksLikeAnOutageIsRenewedOnceWithinSeconds(String code) {
        netServer.otherwise(call -> call.ticket().equals("ticket-1") ? unavailable(code) : found(call.taskId()));
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 60).mapToObj(lookUps::search).toList();

        lookUps.time.advance(LookUps.BACK_OFF.plusSeconds(1));

        assertThat(searches)
                .allSatisfy(search -> assertThat(answer(search).attempts()).isLessThanOrEqualTo(2));
        assertThat(lookUps.signIns).isEqualTo(2);
    }
}
