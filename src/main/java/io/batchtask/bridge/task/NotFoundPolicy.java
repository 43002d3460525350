package io.batchtask.bridge.task;

/** What becomes of a request for a task NetServer does not have. */
public enum NotFoundPolicy {
    /** An event that says so. */
    PUBLISH,
    /** A dead letter. */
    DEAD_LETTER,
    /** Nothing but a count. */
    DROP
}
