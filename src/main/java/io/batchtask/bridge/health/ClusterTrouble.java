package io.batchtask.bridge.health;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.kafka.ClientCheck;
import io.batchtask.bridge.logging.Lasting;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Why the cluster cannot be used, judged by its last answer. Safe from any thread, and takes no lock: answers come on
 * the admin client's own thread, and closing that client waits for it.
 */
final class ClusterTrouble {
    private final String ids;
    private final LongSupplier nanoTime;
    private volatile Optional<String> trouble = Optional.of("the Kafka cluster has not answered yet");
    private volatile boolean reachable;
    private volatile OptionalLong answeringSince = OptionalLong.empty();
    private volatile OptionalLong lastAnswer = OptionalLong.empty();

    /** @param ids the topic that was asked for */
    ClusterTrouble(String ids, LongSupplier nanoTime) {
        this.ids = ids;
        this.nanoTime = nanoTime;
    }

    /** Empty when the cluster can be used. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Whether the cluster answers, even if with a refusal. */
    boolean reachable() {
        return reachable;
    }

    /** Whether the cluster answers what it is asked about topics, if only with a no about the ids topic. */
    boolean answering() {
        return answeringSince.isPresent();
    }

    /** Zero while it is not {@link #answering}. */
    Duration answersFor() {
        OptionalLong since = answeringSince;
        return since.isPresent() ? Duration.ofNanos(nanoTime.getAsLong() - since.getAsLong()) : Duration.ZERO;
    }

    /** @param failed null when the cluster has answered and the topic exists */
    void answered(Throwable failed) {
        Throwable cause = Causes.unwrapped(failed);
        reachable = cause == null || !isSilence(cause);
        boolean answers = cause == null
                || cause instanceof UnknownTopicOrPartitionException
                || cause instanceof TopicAuthorizationException;
        if (answers != answering()) {
            answeringSince = answers ? OptionalLong.of(nanoTime.getAsLong()) : OptionalLong.empty();
        }
        if (reachable) {
            lastAnswer = OptionalLong.of(nanoTime.getAsLong());
        }
        trouble = Optional.ofNullable(cause).map(this::explain);
    }

    private static boolean isSilence(Throwable cause) {
        return !(cause instanceof ApiException)
                || cause instanceof TimeoutException
                || cause instanceof DisconnectException;
    }

    private String explain(Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "the topic " + ids + " does not exist, or may not be seen";
        }
        String reason = ClientCheck.isUnresolved(cause)
                ? ClientCheck.explain(cause)
                : cause.getClass().getSimpleName() + ": " + Causes.explain(cause);
        if (reachable) {
            return "the Kafka cluster refuses: " + reason;
        }
        return lastAnswer.isEmpty()
                ? "the Kafka cluster has not answered yet: " + reason
                : "the Kafka cluster has not answered for "
                        + Lasting.words(Duration.ofNanos(nanoTime.getAsLong() - lastAnswer.getAsLong())) + ": "
                        + reason;
    }
}
