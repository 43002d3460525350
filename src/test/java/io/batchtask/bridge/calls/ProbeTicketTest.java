package io.batchtask.bridge.calls;

import static io.batchtask.bridge.calls.Script.found;
import static io.batchtask.bridge.calls.Script.unavailable;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.signin.SignInRetry;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that may mean that the ticket has expired: a new one, once, and never at the price of the old one. */
class ProbeTicketTest {
    private static final Duration PROBE_EVERY = Duration.ofSeconds(2);

    private final ManualTime time = new ManualTime();
    private final Script netServer = new Script();
    private final AtomicInteger signIns = new AtomicInteger();
    private Optional<Failure> refusal = Optional.empty();
    private final Tickets tickets = new Tickets(
            this::signIn,
            new SignInRetry(n -> Duration.ofMinutes(1), List::of, false, Runnable::run, time, time::nanoTime),
            Duration.ofHours(6),
            text -> text,
            time::nanoTime);
    private final Breaker outage = new Breaker(2, Duration.ofMinutes(5), time.clock(), time::nanoTime);
    private final AdaptiveRate rate = new AdaptiveRate(0, time::nanoTime);
    private final CallLimiter limiter = new CallLimiter(2, rate, outage::isFeared, Runnable::run, time, time::nanoTime);
    private final Caller caller = new Caller(netServer, tickets, limiter, rate, (reply, took) -> {}, time::nanoTime);
    private final Probe probe = new Probe(caller, outage, tickets);

    @BeforeEach
    void listen() {
        outage.listener(
                new ProbeSchedule(probe, caller, limiter, outage, n -> PROBE_EVERY, text -> text, Runnable::run, time));
    }

    private CompletableFuture<String> signIn() {
        signIns.incrementAndGet();
        return refusal.<CompletableFuture<String>>map(
                        failure -> CompletableFuture.failedFuture(new SignInRefused(failure)))
                .orElseGet(() -> CompletableFuture.completedFuture("ticket-" + signIns));
    }

    /** With a ticket that has done good service. */
    private void outageBegins() {
        tickets.ticket();
        tickets.confirm("ticket-1");
        outage.begin();
    }

    @ParameterizedTest
    @ValueSource(strings = {Reply.SOAP_FAULT, "http-401", "http-403"})
    void theTicketIsReplacedOnceInAnOutage(String code) {
        netServer.otherwise(call -> unavailable(code));
        outageBegins();

        time.advance(Duration.ofHours(3));

        assertThat(netServer.tickets()).startsWith("ticket-1", "ticket-2", "ticket-2");
        assertThat(signIns).hasValue(2);
    }

    @Test
    void theNextOutageCastsDoubtAgain() {
        netServer.says(unavailable("http-401"), found(1), unavailable("http-401"), found(1));
        outageBegins();
        time.advance(PROBE_EVERY.multipliedBy(2));
        assertThat(outage.isOn()).isFalse();
        tickets.confirm("ticket-2");
        time.advance(Duration.ofHours(1));

        outage.begin();
        time.advance(PROBE_EVERY.multipliedBy(2));

        assertThat(netServer.tickets()).containsExactly("ticket-1", "ticket-2", "ticket-2", "ticket-3");
    }

    /** An application pool that is recycled again and again, or tickets that live for seconds. */
    @Test
    void aTicketThatExpiresAgainSoonIsReplacedWithinSeconds() {
        Set<String> expired = new HashSet<>();
        netServer.otherwise(call -> expired.contains(call.ticket()) ? unavailable("http-403") : found(1));
        tickets.ticket();
        for (int expiry = 1; expiry <= 20; expiry++) {
            tickets.confirm("ticket-" + signIns);
            time.advance(Duration.ofSeconds(5));
            expired.add("ticket-" + signIns);
            Instant since = time.clock().instant();

            outage.begin();
            while (outage.isOn()) {
                time.advance(Duration.ofSeconds(1));
            }

            assertThat(Duration.between(since, time.clock().instant()))
                    .as("expiry %d", expiry)
                    .isLessThanOrEqualTo(Duration.ofSeconds(expiry <= 3 ? 10 : 70));
            assertThat(signIns).hasValue(expiry + 1);
        }
    }

    /** A farm of which one machine answers 401: each probe that meets it would cost a sign-in. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersThatComeAndGoDoNotCostASignInEach(boolean recordsAreAnswered) {
        outage.begin(); // nothing is suspected any more
        for (int i = 0; i < 200; i++) {
            netServer.says(unavailable("http-401"), found(1));
        }
        tickets.ticket();

        for (int i = 0; i < 400; i++) {
            probe.answers();
            if (recordsAreAnswered) {
                tickets.confirm("ticket-" + signIns);
            }
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(signIns.get()).isLessThanOrEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"response-timeout", "http-503", "http-407"})
    void otherFailuresCastNoDoubtOnTheTicket(String code) {
        netServer.otherwise(call -> unavailable(code));
        outageBegins();

        time.advance(Duration.ofMinutes(10));

        assertThat(signIns).hasValue(1);
    }

    /** The door before NetServer says 401 to all, to a sign-in as well. */
    @Test
    void whileSigningInIsImpossibleTheProbeGoesOnWithTheTicketThereIs() {
        netServer.otherwise(call -> unavailable("http-401"));
        outageBegins();
        refusal = Optional.of(new Failure.Unavailable("http-401", "HTTP 401"));

        time.advance(Duration.ofMinutes(10));
        assertThat(outage.isOn()).isTrue();
        assertThat(tickets.refusal()).isEmpty();
        netServer.otherwise(call -> found(1));
        time.advance(PROBE_EVERY);

        assertThat(outage.isOn()).isFalse();
        assertThat(netServer.tickets()).containsOnly("ticket-1");
    }

    @Test
    void whenSigningInWorksAgainBeforeTheTicketDoesItIsReplacedThen() {
        netServer.otherwise(call -> call.ticket().equals("ticket-1") ? unavailable("http-401") : found(1));
        outageBegins();
        refusal = Optional.of(new Failure.Unavailable("http-401", "HTTP 401"));
        time.advance(Duration.ofMinutes(10));

        refusal = Optional.empty();
        time.advance(PROBE_EVERY.multipliedBy(2));

        assertThat(outage.isOn()).isFalse();
    }

    @Test
    void aDoubtThatEndsInARefusedSignInIsReported() {
        netServer.otherwise(call -> unavailable("http-401"));
        outageBegins();
        refusal = Optional.of(new Failure.SignIn("wrong-credentials", "the password has changed"));

        time.advance(Duration.ofMinutes(10));

        assertThat(tickets.refusal()).isEqualTo(refusal);
        assertThat(tickets.nextTry()).endsWith(" min");
        assertThat(signIns).as("the first, and one that was refused").hasValue(2);
    }
}
