package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.time.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {
    private static final URI CONFIGURED = URI.create("https://sod.superoffice.com/Cust12345/Remote/Services88/");
    private static final URI ELSEWHERE = URI.create("https://sod2.superoffice.com/Cust12345/Remote/Services88/");
    private static final Duration POLL = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final Deque<CompletableFuture<JsonNode>> questions = new ArrayDeque<>();
    private final List<Runnable> handedOver = new ArrayList<>();
    private Executor workers = Runnable::run;
    private int asked;
    private int opened;

    private static final URI STATE = Environment.named("sod").state("Cust12345");

    private final Tenant tenant = tenant(CONFIGURED);

    private Tenant tenant(URI configured) {
        return new Tenant(
                new StateService(STATE, () -> ask(STATE)),
                configured,
                POLL,
                step -> workers.execute(step),
                time,
                time.clock(),
                () -> opened++);
    }

    private CompletableFuture<JsonNode> ask(URI address) {
        assertThat(Thread.holdsLock(tenant))
                .as("no one waits for a name server")
                .isFalse();
        assertThat(address).hasToString("https://sod.superoffice.com/api/state/Cust12345");
        asked++;
        CompletableFuture<JsonNode> question = new CompletableFuture<>();
        questions.add(question);
        return question;
    }

    private static ObjectNode running(String endpoint) {
        return JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("ContextIdentifier", "Cust12345")
                .put("Endpoint", endpoint)
                .put("State", "Running")
                .put("IsRunning", true);
    }

    private static ObjectNode closed() {
        return running("https://sod2.superoffice.com/Cust12345")
                .put("State", "OfflineMaintenance")
                .put("IsRunning", false);
    }

    /** The state service answers what it was asked first. */
    private void answer(JsonNode answer) {
        questions.remove().complete(answer);
    }

    private void fail() {
        questions
                .remove()
                .completeExceptionally(new SignInRefused(new Failure.Unavailable("http-503", "HTTP 503 from sod")));
    }

    private void locate(String endpoint) {
        tenant.refresh();
        answer(running(endpoint));
    }

    // ---- where it is

    @Test
    void untilTheStateServiceHasAnsweredTheConfiguredAddressIsUsed() {
        assertThat(tenant.base()).isEqualTo(CONFIGURED);
        assertThat(asked).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sod2.superoffice.com/Cust12345",
                "https://sod2.superoffice.com/Cust12345/",
                "https://sod2.superoffice.com/Cust12345//"
            })
    void theAddressIsTheEndpointWithTheConfiguredServiceVersion(String endpoint) {
        locate(endpoint);

        assertThat(tenant.base()).isEqualTo(ELSEWHERE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sod.superoffice.com/Cust12345/Remote/Services86, Services86",
        "https://sod.superoffice.com/Cust12345/remote/services84/, services84"
    })
    void theServiceVersionStaysAsItIsConfigured(URI configured, String services) {
        Tenant other = tenant(configured);
        other.refresh();
        answer(running("https://sod2.superoffice.com/Cust12345"));

        assertThat(other.base()).hasToString("https://sod2.superoffice.com/Cust12345/Remote/" + services + "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sod2.superoffice.com/Cust12345",
                "/Cust12345",
                "ftp://sod2.superoffice.com/Cust12345",
                "https://",
                "not an address",
                "http://sod2.superoffice.com/Cust12345" // tickets would travel in clear text
            })
    void anEndpointThatCannotBeUsedIsPassedOver(String endpoint) {
        locate(endpoint);
        assertThat(tenant.base()).isEqualTo(CONFIGURED);

        tenant.claimed(ELSEWHERE);
        assertThat(tenant.base()).isEqualTo(ELSEWHERE);
    }

    // ---- for how long

    @Test
    void anAnswerIsKeptUntilItsTimeIsOver() {
        tenant.refresh();
        answer(running("https://sod2.superoffice.com/Cust12345").put("ValidUntil", "2026-01-01T00:10:00Z"));

        time.advance(Duration.ofMinutes(10));
        assertThat(tenant.base()).isEqualTo(ELSEWHERE);
        assertThat(asked).isEqualTo(1);

        time.advance(Duration.ofMillis(1));
        assertThat(tenant.base()).as("while it is asked again").isEqualTo(ELSEWHERE);
        assertThat(asked).isEqualTo(2);
        answer(running("https://sod3.superoffice.com/Cust12345"));
        assertThat(tenant.base().getHost()).isEqualTo("sod3.superoffice.com");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:07:00Z, PT7M",
        "2026-01-01T00:07:00, PT7M", // without a zone: UTC
        "2026-01-01T01:07:00+01:00, PT7M",
        "2026-01-01T00:07:00.4593434Z, PT7M0.4593434S",
        "2026-01-01T00:07:00.4593434, PT7M0.4593434S",
        "2026-01-01T00:00:05Z, PT5S",
        "2026-01-01T00:00:00.01Z, PT1S", // never shorter
        "2020-01-01T00:00:00Z, PT30S",
        "9999-12-31T00:00:00Z, PT1H", // never longer
        "2026-01-02T00:00:00Z, PT1H",
        "0001-01-01T00:00:00, PT30S",
        "soon, PT30S",
        "'', PT30S"
    })
    void itsTimeHasBounds(String validUntil, Duration kept) {
        tenant.refresh();
        answer(running("https://sod2.superoffice.com/Cust12345").put("ValidUntil", validUntil));

        time.advance(kept);
        tenant.base();
        assertThat(asked).isEqualTo(1);

        time.advance(Duration.ofMillis(1));
        tenant.base();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aStateServiceThatDoesNotAnswerChangesNothingAndIsNotAskedWithEveryCall() {
        locate("https://sod2.superoffice.com/Cust12345");
        time.advance(Duration.ofHours(2));
        tenant.base();
        fail();

        for (int call = 0; call < 100; call++) {
            assertThat(tenant.base()).isEqualTo(ELSEWHERE);
        }
        assertThat(asked).isEqualTo(2);

        time.advance(Duration.ofSeconds(31));
        tenant.base();
        assertThat(asked).isEqualTo(3);
    }

    // ---- a move

    @Test
    void aCallerThatAsksMeanwhileGetsTheSameAnswer() {
        CompletableFuture<Boolean> first = tenant.refresh();
        CompletableFuture<Boolean> second = tenant.refresh();
        tenant.base();
        assertThat(asked).isEqualTo(1);

        answer(running("https://sod2.superoffice.com/Cust12345"));

        assertThat(first.join()).isTrue();
        assertThat(second.join()).isTrue();
    }

    @Test
    void itIsAskedForAgainAtOnceWhenItHasMoved() {
        locate("https://sod2.superoffice.com/Cust12345"); // good for a while yet

        CompletableFuture<Boolean> again = tenant.refresh();
        answer(running("https://sod3.superoffice.com/Cust12345"));

        assertThat(again.join()).isTrue();
        assertThat(tenant.base().getHost()).isEqualTo("sod3.superoffice.com");
    }

    @Test
    void aStateServiceThatDoesNotAnswerIsNoneToAsk() {
        CompletableFuture<Boolean> again = tenant.refresh();
        fail();

        assertThat(again.join()).isFalse();
        assertThat(tenant.unanswered()).contains(new Failure.Unavailable("http-503", "HTTP 503 from sod"));

        locate("https://sod2.superoffice.com/Cust12345");
        assertThat(tenant.unanswered()).isEmpty();
    }

    @Test
    void aQuestionThatCannotEvenBePutFailsNoCaller() {
        Tenant broken = new Tenant(
                new StateService(STATE, () -> {
                    throw new IllegalStateException("the client is closed");
                }),
                CONFIGURED,
                POLL,
                Runnable::run,
                time,
                time.clock(),
                () -> opened++);

        assertThat(broken.base()).isEqualTo(CONFIGURED);
        assertThat(broken.refresh().join()).isFalse();
        assertThat(broken.unanswered())
                .hasValueSatisfying(reason -> assertThat(reason.message()).contains("the client is closed"));
    }

    // ---- closed and open

    @Test
    void aTenantThatIsNotRunningIsClosedAndAskedForUntilItIsOpen() {
        tenant.refresh();
        answer(closed());
        assertThat(tenant.closed()).contains("tenant state OfflineMaintenance");

        time.advance(POLL);
        answer(closed());
        time.advance(POLL);
        assertThat(asked).isEqualTo(3);
        assertThat(opened).isZero();

        answer(running("https://sod2.superoffice.com/Cust12345"));
        assertThat(tenant.closed()).isEmpty();
        assertThat(opened).isEqualTo(1);

        time.advance(Duration.ofHours(1));
        assertThat(asked).as("an open tenant is not polled").isEqualTo(3);
        assertThat(time.pending()).isZero();
    }

    @Test
    void howeverOftenAClosedTenantIsAskedForItIsPolledByOneTimer() {
        for (int question = 0; question < 10; question++) {
            tenant.refresh();
            answer(closed());
        }

        assertThat(time.pending()).isEqualTo(1);
        time.advance(POLL);
        assertThat(questions).hasSize(1);
    }

    @Test
    void theTimerOnlyHandsOver() {
        workers = handedOver::add;
        tenant.refresh();
        answer(closed());

        time.advance(POLL);
        assertThat(asked).isEqualTo(1);
        handedOver.remove(0).run();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aStateServiceThatDoesNotAnswerOpensNothingAndIsPolledOn() {
        tenant.refresh();
        answer(closed());
        time.advance(POLL);
        fail();
        assertThat(tenant.closed()).isPresent();

        time.advance(POLL);
        answer(running("https://sod2.superoffice.com/Cust12345"));

        assertThat(opened).isEqualTo(1);
    }

    @Test
    void anOpenTenantIsNotOpenedAgain() {
        locate("https://sod2.superoffice.com/Cust12345");
        locate("https://sod2.superoffice.com/Cust12345");

        assertThat(opened).isZero();
    }

    @Test
    void maintenanceDuringWhichTheTenantRunsIsNoReasonToWait() {
        tenant.refresh();
        answer(running("https://sod2.superoffice.com/Cust12345").put("State", "OnlineMaintenance"));

        assertThat(tenant.closed()).isEmpty();
    }

    @Test
    void anAnswerWithoutAStateClosesNothing() {
        tenant.refresh();
        answer(JsonMapper.builder().build().createObjectNode());

        assertThat(tenant.closed()).isEmpty();
        assertThat(tenant.base()).isEqualTo(CONFIGURED);
    }

    // ---- claims

    @Test
    void theAddressInASecurityTokenIsUsedUntilTheStateServiceHasAnswered() {
        tenant.refresh();
        fail();
        tenant.claimed(URI.create("https://sod4.superoffice.com/Cust12345/Remote/Services88/"));
        assertThat(tenant.base().getHost()).isEqualTo("sod4.superoffice.com");

        locate("https://sod2.superoffice.com/Cust12345");
        assertThat(tenant.base()).isEqualTo(ELSEWHERE);

        tenant.claimed(URI.create("https://sod4.superoffice.com/Cust12345/Remote/Services88/"));
        assertThat(tenant.base()).as("a claim is as old as the token").isEqualTo(ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sod2.superoffice.com/Cust12345/Remote/Services82/",
                "https://sod2.superoffice.com/Cust12345/Remote/Services82",
                "https://sod2.superoffice.com/Cust12345/remote/services88/"
            })
    void theServiceVersionOfAClaimIsOnlyCompared(String claim) {
        tenant.claimed(URI.create(claim));

        assertThat(tenant.base()).isEqualTo(ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:somebody",
                "/Cust12345/Remote/Services88/",
                "http://sod2.superoffice.com/Cust12345/Remote/Services88/"
            })
    void aClaimThatCannotBeUsedIsPassedOver(String claim) {
        tenant.claimed(URI.create(claim));

        assertThat(tenant.base()).isEqualTo(CONFIGURED);
    }
}
