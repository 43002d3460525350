package io.batchtask.bridge.cli;

import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.kafka.DeliveryTimeout;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.relay.Relay;
import io.batchtask.bridge.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Sends looked-up events to the info topic. The service tries for ever; a person at the terminal wants an end. */
final class Publication {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Settings settings;
    private final UnaryOperator<String> redact;
    private final List<Sending> underWay = new ArrayList<>();

    private record Sending(String id, CompletableFuture<Outcome> end) {}

    Publication(Settings settings, UnaryOperator<String> redact) {
        this.settings = settings;
        this.redact = redact;
    }

    /** Why nothing could be published at present, and what to do about it. */
    Optional<String> obstacle() throws InterruptedException {
        return Obstacle.to(settings.topics().info(), settings, redact);
    }

    void begin(String id, TaskEvent event, Relay relay) {
        underWay.add(new Sending(id, relay.publish(event)));
    }

    /** Waits for twice the time a delivery may take; a line for each that was not acknowledged by then. */
    List<String> unpublished() throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + patience().toNanos();
        List<String> lines = new ArrayList<>();
        String late = "";
        for (Sending sending : underWay) {
            String reason;
            try {
                Outcome outcome = sending.end().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                reason = outcome instanceof Outcome.Rejected rejected ? words(rejected.failure()) : "";
            } catch (TimeoutException tooLate) {
                late = late.isEmpty() ? obstacle().orElseGet(this::unanswered) : late;
                reason = late;
            }
            if (!reason.isEmpty()) {
                lines.add(sending.id() + ": could not be published: " + reason);
            }
        }
        return lines;
    }

    private String words(Failure failure) {
        return failure.className() + "/" + failure.code() + ": " + redact.apply(failure.message());
    }

    private String unanswered() {
        return settings.topics().info() + " was not written within "
                + patience().toSeconds() + " s: may this user write it, and are enough replicas in sync?";
    }

    private Duration patience() {
        Duration twice = DeliveryTimeout.of(
                        settings.kafka().client(), settings.shutdown().drainTimeout())
                .timeout()
                .multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
