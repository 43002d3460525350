package io.batchtask.bridge.calls;

/** Whose turn to call NetServer comes first, when not all can be let in. */
public enum Turn {
    /** A call that finds out whether NetServer answers: before all others, even while they are kept back. */
    PROBE,
    /** A look-up that has called before: ahead of those that have not, so that it does not queue twice. */
    AGAIN,
    /** A look-up that has not called yet: first come, first served. */
    FIRST,
    /**
     * A look-up of a task that was not there: in turn with those that have not called yet, so that neither many of the
     * one kind nor a backlog of the other keeps the other waiting.
     */
    PATIENT
}
