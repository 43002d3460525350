package io.batchtask.bridge.relay;

import static io.batchtask.bridge.calls.Script.busy;
import static io.batchtask.bridge.calls.Script.found;
import static io.batchtask.bridge.calls.Script.unavailable;
import static io.batchtask.bridge.relay.LookUpTest.answer;
import static io.batchtask.bridge.relay.LookUpTest.letter;
import static io.batchtask.bridge.relay.LookUps.BACK_OFF;
import static io.batchtask.bridge.relay.LookUps.MAX_ATTEMPTS;
import static io.batchtask.bridge.relay.LookUps.MAX_ELAPSED;
import static io.batchtask.bridge.relay.LookUps.PROBE_EVERY;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.calls.Script;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Look-ups while NetServer answers no one. */
class LookUpOutageTest {
    private final LookUps lookUps = new LookUps();
    private final Script netServer = lookUps.netServer;

    @Test
    void anOutageUnderManyRecordsCostsNoneOfThem() {
        netServer.otherwise(call -> unavailable());
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 50).mapToObj(lookUps::search).toList();
        assertThat(lookUps.inside.isFeared()).isTrue();
        assertThat(netServer.calls).as("ten, and the first test").hasSize(11);

        lookUps.time.advance(Duration.ofHours(10));
        assertThat(searches).allSatisfy(search -> assertThat(search.outcome()).isEmpty());
        netServer.otherwise(call -> found(call.taskId()));
        lookUps.time.advance(PROBE_EVERY);

        assertThat(searches)
                .allSatisfy(search -> assertThat(answer(search).attempts()).isLessThanOrEqualTo(2));
    }

    @Test
    void duringAnOutageOnlyTheProbesCall() {
        netServer.otherwise(call -> unavailable());
        IntStream.rangeClosed(1, 50).forEach(lookUps::search);
        lookUps.time.advance(BACK_OFF);
        int before = netServer.calls.size();

        lookUps.time.advance(PROBE_EVERY.multipliedBy(30));

        assertThat(netServer.calls.size() - before).isBetween(29, 30);
    }

    @Test
    void probesAskForATaskThatWasAnsweredFor() {
        lookUps.search(4711);
        lookUps.inside.begin();

        lookUps.time.advance(PROBE_EVERY);

        assertThat(netServer.taskIds()).containsExactly(4711, 4711);
    }

    @Test
    void probesHonourWhatNetServerAsksFor() {
        netServer.otherwise(call -> busy(Duration.ofMinutes(2)));
        IntStream.rangeClosed(1, 50).forEach(lookUps::search);
        lookUps.time.advance(Duration.ofSeconds(4));
        assertThat(lookUps.inside.isOn()).as("found out within seconds").isTrue();
        int before = netServer.calls.size();

        lookUps.time.advance(Duration.ofSeconds(118));
        assertThat(netServer.calls).hasSize(before);
        lookUps.time.advance(Duration.ofSeconds(2));
        assertThat(netServer.calls).hasSize(before + 1);
    }

    @Test
    void aFailureOfAMomentAmongManyCallsIsNoOutage() {
        List<CompletableFuture<Reply>> replies =
                Stream.generate(netServer::makesWait).limit(50).toList();
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 50).mapToObj(lookUps::search).toList();
        netServer.otherwise(call -> unavailable());
        replies.subList(0, 20).forEach(reply -> reply.complete(unavailable()));
        assertThat(lookUps.inside.isFeared()).isTrue();
        lookUps.time.advance(Duration.ofSeconds(3));
        assertThat(lookUps.inside.outages()).as("the others may be answered").isZero();

        netServer.otherwise(call -> found(call.taskId()));
        replies.subList(20, 50).forEach(reply -> reply.complete(found(1)));
        lookUps.time.advance(BACK_OFF);

        assertThat(searches)
                .allSatisfy(search -> assertThat(answer(search).info()).isPresent());
        assertThat(lookUps.inside.outages()).isZero();
    }

    @Test
    void aCallThatFailsDuringAnOutageBurnsNoAttempt() {
        CompletableFuture<Reply> reply = netServer.makesWait();
        LookUps.Search search = lookUps.search(42);
        lookUps.inside.begin();

        reply.complete(unavailable());
        lookUps.time.advance(PROBE_EVERY);

        assertThat(answer(search).attempts()).isEqualTo(1);
    }

    @Test
    void aRecordRestsDuringAnOutage() {
        CompletableFuture<Reply> reply = netServer.makesWait();
        LookUps.Search search = lookUps.search(42);
        lookUps.inside.begin();

        reply.complete(unavailable());

        assertThat(search.flight.working).isFalse();
    }

    @Test
    void theTimeOfAnOutageDoesNotCountAsTimeTheRecordWasTried() {
        LookUps.Search search = begin(13, unavailable());
        lookUps.inside.begin();
        lookUps.time.advance(BACK_OFF);
        netServer.otherwise(call -> unavailable());
        lookUps.time.advance(MAX_ELAPSED.multipliedBy(3));
        assertThat(lookUps.inside.isOn()).isTrue();

        netServer.otherwise(call -> call.taskId() == 13 ? unavailable() : found(call.taskId()));
        LookUps.Search other = lookUps.search(42);
        lookUps.time.advance(PROBE_EVERY);
        assertThat(answer(other).info()).as("the outage is over").isPresent();
        assertThat(search.outcome()).as("it has attempts left").isEmpty();

        netServer.otherwise(call -> found(call.taskId()));
        lookUps.time.advance(BACK_OFF);
        assertThat(answer(search).info()).isPresent();
    }

    @Test
    void aLonelyRecordWhoseAttemptsAreSpentWaitsWhenTheProbeIsNotAnsweredEither() {
        netServer.otherwise(call -> unavailable());
        LookUps.Search search = lookUps.search(13);
        lookUps.time.advance(BACK_OFF.multipliedBy(MAX_ATTEMPTS));
        assertThat(lookUps.inside.isOn()).isTrue();

        lookUps.time.advance(Duration.ofHours(1));
        assertThat(search.outcome()).isEmpty();
        netServer.otherwise(call -> found(call.taskId()));
        lookUps.time.advance(PROBE_EVERY);

        assertThat(answer(search).attempts())
                .as("its failures were the outage's")
                .isEqualTo(1);
    }

    @Test
    void whatAnOutageCostIsForgottenWithIt() {
        netServer.otherwise(call -> unavailable());
        LookUps.Search search = lookUps.search(13);
        lookUps.time.advance(Duration.ofHours(1));
        netServer.otherwise(call -> call.taskId() == 13 ? unavailable() : found(call.taskId()));
        lookUps.time.advance(PROBE_EVERY); // the outage is over, and it fails once more

        lookUps.time.advance(BACK_OFF.multipliedBy(MAX_ATTEMPTS - 3));
        assertThat(search.outcome()).as("all its attempts are its own").isEmpty();
        netServer.otherwise(call -> found(call.taskId()));
        lookUps.time.advance(BACK_OFF);

        assertThat(answer(search).info()).isPresent();
    }

    @Test
    void poisonIsStillPoisonAfterAnOutage() {
        netServer.otherwise(call -> unavailable());
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 30).mapToObj(lookUps::search).toList();
        lookUps.time.advance(Duration.ofHours(1));

        netServer.otherwise(call -> call.taskId() == 13 ? unavailable() : found(call.taskId()));
        lookUps.time.advance(Duration.ofMinutes(1));

        assertThat(searches.stream().filter(search -> search.request.taskId() != 13))
                .allSatisfy(search -> assertThat(answer(search).info()).isPresent());
        LookUps.Search poison = searches.get(12);
        assertThat(letter(poison).failure()).isInstanceOf(Failure.Poison.class);
        assertThat(letter(poison).attempts()).isEqualTo(MAX_ATTEMPTS);
    }

    @Test
    void aRecordThatIsLostDuringAnOutageIsGivenBackAtItsEnd() {
        netServer.otherwise(call -> unavailable());
        List<LookUps.Search> searches =
                IntStream.rangeClosed(1, 30).mapToObj(lookUps::search).toList();
        searches.forEach(search -> search.flight.lost = true);
        netServer.otherwise(call -> found(call.taskId()));
        int before = netServer.calls.size();

        lookUps.time.advance(PROBE_EVERY.plus(BACK_OFF));

        assertThat(searches).allSatisfy(search -> assertThat(search.outcome()).contains(new Outcome.GivenBack()));
        assertThat(netServer.calls.size() - before).as("the probe alone").isEqualTo(1);
    }

    @Test
    void severalLonelyRecordsShareOneProbe() {
        netServer.otherwise(call -> unavailable());
        Stream.of(11, 12, 13).forEach(lookUps::search);
        lookUps.time.advance(BACK_OFF.multipliedBy(MAX_ATTEMPTS - 2));
        int before = netServer.calls.size();
        List<CompletableFuture<Reply>> last =
                Stream.generate(netServer::makesWait).limit(3).toList();
        lookUps.time.advance(BACK_OFF);
        CompletableFuture<Reply> probe = netServer.makesWait();

        last.forEach(reply -> reply.complete(unavailable()));

        assertThat(netServer.calls.size() - before).as("three and the probe").isEqualTo(4);
        netServer.otherwise(call -> unavailable());
        probe.complete(unavailable());
        lookUps.time.advance(Duration.ofSeconds(1));
        assertThat(lookUps.inside.isOn()).isTrue();
    }

    private LookUps.Search begin(int taskId, Reply first) {
        netServer.says(first);
        return lookUps.search(taskId);
    }
}
