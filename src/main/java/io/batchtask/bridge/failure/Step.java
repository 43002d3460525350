package io.batchtask.bridge.failure;

import io.batchtask.bridge.task.Words;

/** The step of the story at which a record was given up. */
public enum Step {
    READ,
    LOOK_UP,
    DESCRIBE,
    PUBLISH;

    /** The step as written to headers and logs: also the id of the route. */
    public String word() {
        return Words.of(this);
    }
}
