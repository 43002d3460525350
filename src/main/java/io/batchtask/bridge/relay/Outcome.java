package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import java.util.Optional;

/** How a record ended; every record ends in exactly one of these. */
public sealed interface Outcome {
    /** In a word, as traces have it. */
    String word();

    /** Why there is no event, when that is a failure. */
    default Optional<Failure> reason() {
        return Optional.empty();
    }

    /** @param found whether the event describes a task, or says that there is none */
    record Published(boolean found, TaskEvent event) implements Outcome {
        @Override
        public String word() {
            return found ? "published" : "not-found";
        }
    }

    record Rejected(DeadLetter letter) implements Outcome {
        public Failure failure() {
            return letter.failure();
        }

        @Override
        public String word() {
            return "rejected";
        }

        @Override
        public Optional<Failure> reason() {
            return Optional.of(failure());
        }
    }

    /**
     * The partition was taken away meanwhile: the member that has it now does the work, and nothing is counted here.
     */
    record GivenBack() implements Outcome {
        @Override
        public String word() {
            return "given-back";
        }
    }

    /** NetServer has no such task, and such answers are not wanted. */
    record Dropped() implements Outcome {
        @Override
        public String word() {
            return "dropped";
        }
    }
}
