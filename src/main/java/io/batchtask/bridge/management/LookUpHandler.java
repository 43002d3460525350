package io.batchtask.bridge.management;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes look-ups from the page: few, so that curiosity never costs the service its calls. */
final class LookUpHandler {
    private static final int BURST = 5; // in as many seconds: one a second on average
    private static final int MOST_WAITING = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TaskLookUp lookUp;
    private final Duration timeout;
    private final AtomicInteger waiting = new AtomicInteger();
    private int left = BURST;
    private long refilledAt = System.nanoTime();

    private record Reply(Boolean found, @JsonRawValue String event, Reason failure) {
        static Answer of(int status, Finding finding) {
            return Answer.json(
                    status,
                    finding.eventJson() == null
                            ? new Reply(
                                    null, null, new Reason(finding.failureClass(), finding.code(), finding.message()))
                            : new Reply(finding.found(), finding.eventJson(), null));
        }
    }

    private record Reason(@JsonProperty("class") String failureClass, String code, String message) {}

    LookUpHandler(TaskLookUp lookUp) {
        this(lookUp, PATIENCE);
    }

    LookUpHandler(TaskLookUp lookUp, Duration timeout) {
        this.lookUp = lookUp;
        this.timeout = timeout;
    }

    Future<Answer> answer(byte[] body, Vertx vertx) {
        Optional<String> id = id(body);
        if (id.isEmpty()) {
            return Future.succeededFuture(Answer.text(400, "{\"id\": 42} is wanted"));
        }
        Optional<String> reason = lookUp.outOfService();
        if (reason.isPresent()) {
            return Future.succeededFuture(
                    Reply.of(503, Finding.failure("unavailable", "out-of-service", reason.get())));
        }
        if (waiting.get() >= MOST_WAITING || !isPermitted()) {
            return Future.succeededFuture(
                    Answer.text(429, "one look-up a second").with("Retry-After", String.valueOf(BURST)));
        }
        return ask(id.get(), vertx);
    }

    private synchronized boolean isPermitted() {
        long now = System.nanoTime();
        if (now - refilledAt >= TimeUnit.SECONDS.toNanos(BURST)) {
            refilledAt = now;
            left = BURST;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    private Future<Answer> ask(String id, Vertx vertx) {
        Promise<Answer> answer = Promise.promise();
        waiting.incrementAndGet();
        long timer = vertx.setTimer(
                timeout.toMillis(),
                late -> answer.tryComplete(Reply.of(
                        504,
                        Finding.failure(
                                "unavailable",
                                "no-answer-yet",
                                "no answer within " + timeout.toSeconds() + " s; it is still being tried"))));
        lookUp.lookUp(id).whenComplete((finding, broken) -> {
            waiting.decrementAndGet();
            vertx.cancelTimer(timer);
            if (broken == null) {
                answer.tryComplete(Reply.of(200, finding));
            } else {
                answer.tryFail(broken);
            }
        });
        return answer.future();
    }

    /** As in a request's value: a number, or text, which the same path then judges. */
    private static Optional<String> id(byte[] body) {
        return Json.read(body)
                .map(node -> node.get("id"))
                .filter(node -> node.isTextual() || node.isIntegralNumber())
                .map(JsonNode::asText);
    }
}
