package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;

/** How a record ended; every record ends in exactly one of these. */
public sealed interface Outcome {
    /** @param found whether the event describes a task, or says that there is none */
    record Published(boolean found, TaskEvent event) implements Outcome {}

    record Rejected(DeadLetter letter) implements Outcome {
        public Failure failure() {
            return letter.failure();
        }
    }

    /**
     * The partition was taken away meanwhile: the member that has it now does the work, and nothing is counted here.
     */
    record GivenBack() implements Outcome {}

    /** NetServer has no such task, and such answers are not wanted. */
    record Dropped() implements Outcome {}
}
