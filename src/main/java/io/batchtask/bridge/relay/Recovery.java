package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.Defect;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TaskAnswer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What a record goes on as when its way broke off; empty when it can but try the same again. */
final class Recovery {
    private Recovery() {}

    /**
     * Kafka did not take it. Larger than accepted, an event becomes a dead letter with the small request, and a dead
     * letter leaves its value behind in the source topic. Everything else passes, sooner or later.
     */
    static Optional<DeadLetter> refused(Stage stage, Throwable thrown, Instant now) {
        if (!isTooLarge(thrown)) {
            return Optional.empty();
        }
        if (stage instanceof TaskEvent event) {
            Failure failure = new Failure.TooLarge("record-too-large", "the event exceeds what Kafka accepts");
            return Optional.of(DeadLetter.atOnce(event.source(), failure, Step.PUBLISH, event.attempts(), now));
        }
        return stage instanceof DeadLetter letter && !letter.bare() ? Optional.of(letter.asBare()) : Optional.empty();
    }

    /** Our own program broke before Kafka had it: it would again, so the record is rejected. */
    static Optional<DeadLetter> broken(Stage stage, Throwable thrown, Instant now) {
        if (stage instanceof DeadLetter || !isOfTheRecord(thrown)) {
            return Optional.empty();
        }
        Step step = Step.LOOK_UP;
        int attempts = 0;
        if (stage instanceof TaskAnswer answer) {
            step = Step.DESCRIBE;
            attempts = answer.attempts();
        } else if (stage instanceof TaskEvent event) {
            step = Step.PUBLISH;
            attempts = event.attempts();
        }
        Failure failure =
                Defect.in("the step " + step.word() + " of " + stage.source().origin(), thrown);
        return Optional.of(DeadLetter.atOnce(stage.source(), failure, step, attempts, now));
    }

    /** In a few words, without payload. */
    static String reason(Throwable thrown) {
        Throwable telling = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException) {
                telling = cause;
                break;
            }
        }
        return telling.getClass().getSimpleName() + ": " + telling.getMessage();
    }

    private static boolean isTooLarge(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
                return true;
            }
        }
        return false;
    }

    /** No memory, a class that cannot be loaded: that is how the process fares, and says nothing about the record. */
    static boolean isOfTheRecord(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error && !(cause instanceof StackOverflowError)) {
                return false;
            }
        }
        return true;
    }
}
