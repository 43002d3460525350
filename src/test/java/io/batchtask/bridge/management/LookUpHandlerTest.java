package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookUpHandlerTest {
    private static final Vertx VERTX = ManagementServer.vertx();

    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<Finding> finding = CompletableFuture.completedFuture(Finding.event(true, "{}"));
    private Optional<String> outOfService = Optional.empty();
    private final LookUpHandler handler = new LookUpHandler(
            new TaskLookUp() {
                @Override
                public CompletableFuture<Finding> lookUp(String id) {
                    asked.add(id);
                    return finding;
                }

                @Override
                public Optional<String> outOfService() {
                    return outOfService;
                }
            },
            Duration.ofMillis(100));

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private Answer ask(String body) {
        try {
            return handler.answer(body.getBytes(StandardCharsets.UTF_8), VERTX)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"id\":42}|42", "{\"id\":\"42\"}|42", "{\"id\":-1}|-1", "{\"id\":\"no number\"}|no number"})
    void whateverIsAskedForIsJudgedOnTheServicesOwnPath(String body, String id) {
        assertThat(ask(body).status()).isEqualTo(200);
        assertThat(asked).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "42", "[]", "{}", "{\"id\":null}", "{\"id\":{}}", "{\"id\":4.2}", "{\"id\":1", "{\"id\":1}}"
            })
    void whatIsNoQuestionIsNotAsked(String body) {
        assertThat(ask(body).status()).isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEventSaysWhetherThereIsSuchATask(boolean found) {
        finding = CompletableFuture.completedFuture(Finding.event(found, "{\"id\":1}"));
        assertThat(ask("{\"id\":1}").body()).isEqualTo("{\"found\":" + found + ",\"event\":{\"id\":1}}");
    }

    @Test
    void aFailureIsReportedByClassAndCode() {
        finding = CompletableFuture.completedFuture(Finding.failure("refused", "SoSentry", "no right"));
        assertThat(ask("{\"id\":1}").body())
                .isEqualTo("{\"failure\":{\"class\":\"refused\",\"code\":\"SoSentry\",\"message\":\"no right\"}}");
    }

    @Test
    void whileNoServerCanBeAskedTheReasonIsTheAnswer() {
        outOfService = Optional.of("NetServer has not answered");
        Answer answer = ask("{\"id\":1}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("NetServer has not answered");
        assertThat(asked).isEmpty();
    }

    @Test
    void afterABurstItIsOneASecond() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            statuses.add(ask("{\"id\":1}").status());
        }
        assertThat(statuses).contains(429);
        assertThat(asked).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void aLookUpThatTakesLongIsNotWaitedForAndStillCounts() {
        finding = new CompletableFuture<>();
        for (int i = 0; i < 5; i++) {
            assertThat(ask("{\"id\":1}").status()).isEqualTo(504);
        }
        assertThat(ask("{\"id\":1}").status()).isEqualTo(429);
        assertThat(asked).hasSize(5);
    }
}
