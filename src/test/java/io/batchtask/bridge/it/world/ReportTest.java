package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.Look;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each promise, broken by hand in records that keep all of them, is complained about, with the seed. */
class ReportTest {
    private static final String ABOUT = "seed 4711";
    private static final long BEGUN = 1_000;
    private static final Look ANSWERED = new Look(2_000, null);
    private static final Look RESET = new Look(1_500, Fault.RESET);

    private final List<ConsumerRecord<byte[], byte[]>> requests = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    private final Map<Integer, List<Look>> looks = new HashMap<>();
    private Course course = course(0, 0, 0, 0);

    private static Course course(int moves, int kills, int spells, long outages) {
        return new Course(BEGUN, moves, kills, spells, outages, List.of(), Set.of());
    }

    /** Three of one key, the second after a reset; one without a key; one that is malformed. */
    @BeforeEach
    void keepAllPromises() {
        for (int offset = 0; offset < 3; offset++) {
            request(offset, "key", String.valueOf(1_001 + offset));
            looks.put(1_001 + offset, offset == 1 ? List.of(RESET, ANSWERED) : List.of(ANSWERED));
            event(offset, "key", offset == 1 ? 2 : 1, 2_100 + offset);
        }
        request(3, null, "1004");
        looks.put(1_004, List.of(ANSWERED));
        event(3, "1004", 1, 2_500);
        request(4, null, "no number");
        letter(4, "malformed");
    }

    private void request(int offset, String key, String value) {
        requests.add(record("ids", offset, 1_200, key, value, Map.of()));
    }

    private void event(int offset, String key, int attempts, long time) {
        events.add(record(
                "info",
                events.size(),
                time,
                key,
                "{}",
                Map.of(
                        "ce_id",
                        "ids/0/" + offset + "@1200",
                        "ce_subject",
                        String.valueOf(1_001 + offset),
                        "batchtask-origin",
                        "ids/0/" + offset,
                        "batchtask-attempts",
                        String.valueOf(attempts))));
    }

    private void letter(int offset, String failure) {
        Map<String, String> headers = Map.of(
                "x-dlq-class",
                failure,
                "x-dlq-source-topic",
                "ids",
                "x-dlq-source-partition",
                "0",
                "x-dlq-source-offset",
                String.valueOf(offset));
        letters.add(record("dlq", letters.size(), 2_000, null, "", headers));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, long offset, long time, String key, String value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, bytes(text)));
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                time,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                bytes(key),
                bytes(value),
                all,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private RecordBalance books() {
        return new RecordBalance(ABOUT, requests, events, letters);
    }

    private Report report() {
        return new Report(ABOUT, books(), looks, course);
    }

    private static void complains(ThrowingCallable check, String words) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContainingAll(ABOUT, words);
    }

    @Test
    void keptPromisesAreNoReasonToComplain() {
        books().check();
        report().attemptsAreExact()
                .attemptsAreAtMost(2)
                .onlyMalformedAreRejected()
                .onlyHopelessAreRejected(1)
                .outagesAreAtMost(0)
                .repeatsAreAtMost(0);
        assertThat(report())
                .asString()
                .contains("requests=5 calls=5 faults={RESET=1} events=4 attempts={1=3, 2=1} dead-letters={malformed=1}")
                .contains("repeats=0 moves=0 kills=0 outages=0");
    }

    @Test
    void aLostRequest() {
        events.remove(3);
        complains(() -> books().check(), "requests without event or dead letter");
        complains(() -> books().check(), "ids/0/3");
    }

    @Test
    void anInventedEvent() {
        event(17, "1018", 1, 2_600);
        complains(() -> books().check(), "ids/0/17");
    }

    @Test
    void anInventedDeadLetter() {
        letter(3, "poison");
        complains(() -> books().check(), "events and letters");
    }

    @Test
    void twoOfOneKeyChangePlaces() {
        Collections.swap(events, 0, 1);
        complains(() -> books().check(), "ids/0/1 published at 0/1 after nothing");
    }

    @Test
    void aRepeatWithoutWhatFollowedIt() {
        event(0, "key", 1, 2_700);
        complains(() -> books().check(), "that of its last request");
    }

    @Test
    void anEventWithTheKeyOfAnother() {
        events.remove(3);
        event(3, "key", 1, 2_500);
        complains(() -> books().check(), "key of ids/0/3");
    }

    @Test
    void moreAttemptsThanCalls() {
        events.remove(3);
        event(3, "1004", 3, 2_500);
        complains(() -> report().attemptsAreExact(), "ids/0/3 (\"1004\", calls [answered]): 3 attempts");
        complains(() -> report().attemptsAreAtMost(5), "ids/0/3 (\"1004\", calls [answered]): 3 attempts");
    }

    @Test
    void fewerAttemptsThanCallsWhenNoOtherTookOver() {
        looks.put(1_004, List.of(new Look(1_500, Fault.HTTP_503), ANSWERED));
        complains(() -> report().attemptsAreExact(), "calls [HTTP_503, answered]): 1 attempts");
        report().attemptsAreAtMost(5);
    }

    @Test
    void aCallThatIsLostWithItsConnectionMayBeRepeatedForNothing() {
        looks.put(1_004, List.of(RESET, ANSWERED));
        report().attemptsAreExact();
    }

    @Test
    void aThrottledCallIsNoAttempt() {
        looks.put(1_004, List.of(new Look(1_900, Fault.HTTP_429), ANSWERED));
        report().attemptsAreExact();
        events.remove(3);
        event(3, "1004", 2, 2_500);
        complains(() -> report().attemptsAreExact(), "calls [HTTP_429, answered]): 2 attempts");
    }

    @Test
    void moreAttemptsThanAreAllowed() {
        complains(() -> report().attemptsAreAtMost(1), "calls [RESET, answered]): 2 attempts");
        course = course(0, 0, 1, 1); // a spell excuses one call, not a limit
        complains(() -> report().attemptsAreAtMost(1), "calls [RESET, answered]): 2 attempts");
    }

    @Test
    void aHealthyRequestInTheDeadLetterTopic() {
        events.remove(3);
        letter(3, "poison");
        books().check();
        complains(() -> report().onlyMalformedAreRejected(), "ids/0/3 (\"1004\", calls [answered]): poison");
        complains(() -> report().onlyHopelessAreRejected(5), "ids/0/3 (\"1004\", calls [answered]): poison");
        looks.put(1_004, Collections.nCopies(5, RESET));
        report().onlyHopelessAreRejected(5);
    }

    @Test
    void aRequestThatIsMistakenForMalformed() {
        events.remove(3);
        letter(3, "malformed");
        complains(() -> report().onlyHopelessAreRejected(0), "ids/0/3 (\"1004\", calls [answered]): malformed");
    }

    @Test
    void aMalformedRequestThatWasAskedFor() {
        letters.clear();
        event(4, "no number", 1, 2_600);
        complains(() -> report().onlyMalformedAreRejected(), "ids/0/4 (\"no number\", calls []): null");
    }

    @Test
    void anOutageTooMany() {
        course = course(0, 0, 0, 2);
        complains(() -> report().outagesAreAtMost(1), "outages declared");
    }

    @Test
    void aRepeatThatNoKillExplains() {
        event(3, "1004", 1, 2_600);
        books().check();
        complains(() -> report().repeatsAreAtMost(100), "repeats after 0 kills");
        course = course(1, 1, 0, 0);
        report().repeatsAreAtMost(1);
    }

    @Test
    void waitsAreThoseOfHealthyRequestsFromTheirOwnTimeOrTheStart() {
        assertThat(report().waits()).hasToString("3:902/1300/1300ms/3events");
        assertThat(report().waitsOfStrangers(0)).hasToString("1:1300/1300/1300ms/3events");
        assertThat(report().waitsAfterFailures()).hasToString("1:601/601/601ms/1events");
        course = new Course(2_000, 0, 0, 0, 0, List.of(), Set.of());
        assertThat(report().waits()).hasToString("3:102/500/500ms/3events");
        assertThat(report().waitsOfStrangers(0).count()).isZero();
    }

    @Test
    void aWaitThatIsTooLong() {
        Waits waits = report().waits();
        waits.areAtMost(3, 3, Duration.ofMillis(1_300));
        complains(() -> waits.areAtMost(4, 3, Duration.ofMillis(1_300)), "requests that waited");
        complains(() -> waits.areAtMost(3, 2, Duration.ofMillis(1_300)), "events meanwhile");
        complains(() -> waits.areAtMost(3, 3, Duration.ofMillis(1_299)), "longest");
    }

    @Test
    void aMedianThatIsTooLong() {
        Waits waits = report().waits();
        waits.medianIsAtMost(Duration.ofMillis(902));
        complains(() -> waits.medianIsAtMost(Duration.ofMillis(901)), "median");
    }

    @Test
    void withoutOneThatWaitedThereIsNoMedian() {
        course = new Course(2_000, 0, 0, 0, 0, List.of(), Set.of());
        complains(() -> report().waitsOfStrangers(0).medianIsAtMost(Duration.ofHours(1)), "requests that waited");
    }

    @Test
    void ofOpenBooksWhatHasNotEndedIsNoComplaintUntilAShareIsAskedFor() {
        events.remove(3);
        report().onlyMalformedAreRejected().answeredAreAtLeast(0, 0.75);
        complains(() -> report().answeredAreAtLeast(0, 0.76), "share of answered requests, 3 of 4 in partition 0");
    }

    @Test
    void withoutOneToAnswerThereIsNoShare() {
        complains(() -> report().answeredAreAtLeast(1, 0.5), "share of answered requests, 0 of 0 in partition 1");
    }

    private void breaking(int task) {
        course = new Course(BEGUN, 0, 0, 0, 0, List.of(), Set.of(task));
    }

    @Test
    void aTaskThatAlwaysBreaksIsPoisonAndNoOther() {
        events.remove(3);
        letter(3, "poison");
        breaking(1_004);
        report().onlyBreakingAreRejected();
        breaking(1_003);
        complains(() -> report().onlyBreakingAreRejected(), "ends of tasks that always break");
        letters.clear();
        letter(4, "malformed");
        letter(3, "refused");
        breaking(1_004);
        complains(() -> report().onlyBreakingAreRejected(), "ends of tasks that always break");
    }

    @Test
    void anotherTaskBesideTheOneThatAlwaysBreaks() {
        events.remove(3);
        letter(3, "poison");
        request(5, null, "1006");
        letter(5, "poison");
        breaking(1_006);
        complains(() -> report().onlyBreakingAreRejected(), "ids/0/3 (\"1004\", calls [answered]): poison");
    }

    /** From 10 s on ten events a second, from 20 s five, from 30 s two for 10 s and then ten again. */
    private void threePhases() {
        for (int i = 0; i < 400; i++) {
            long at = 10_000 + i * 100L;
            boolean comes = at < 20_000 || at >= 40_000 || (at < 30_000 ? i % 2 == 0 : i % 5 == 0);
            if (comes) {
                request(5 + i, null, String.valueOf(1_006 + i));
                event(5 + i, String.valueOf(1_006 + i), 1, at);
            }
        }
        course = new Course(BEGUN, 0, 0, 0, 0, List.of(20_000L, 30_000L), Set.of());
    }

    @Test
    void aRateThatIsTooLow() {
        threePhases();
        report().rateIsAtLeast(1, 4.9);
        assertThat(report().rate(0)).isBetween(9.9, 10.3);
        complains(() -> report().rateIsAtLeast(1, 5.1), "events a second in phase 1");
    }

    @Test
    void aRateThatDoesNotComeBackInTime() {
        threePhases();
        report().isAsFastAgain(0.9, Duration.ofSeconds(14));
        complains(() -> report().isAsFastAgain(0.9, Duration.ofSeconds(11)), "until as fast as before");
    }

    @Test
    void callsOfAPhaseThatFailTooOften() {
        course = new Course(BEGUN, 0, 0, 0, 0, List.of(1_000L, 1_900L), Set.of());
        report().failedCallsAreFewerThan(0.01, 2, Duration.ZERO);
        complains(
                () -> report().failedCallsAreFewerThan(0.5, 1, Duration.ofMillis(500)),
                "share of failed calls, 1 of 1 in phase 1");
        complains(
                () -> report().failedCallsAreFewerThan(0.5, 1, Duration.ofMillis(501)),
                "share of failed calls, 0 of 0 in phase 1");
    }
}
