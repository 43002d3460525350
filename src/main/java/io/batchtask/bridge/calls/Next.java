package io.batchtask.bridge.calls;

/** What to do with a record whose call was not answered. */
public enum Next {
    /** Call again: it was not the record's fault, and no attempt is used up. */
    AT_ONCE,
    /** Call again after the wait. */
    LATER,
    /** Ask where NetServer is: call at once if there was an answer, else this was an attempt like any other. */
    ASK_WHERE,
    /** Ask whether NetServer answers at all: give the record up if it does, else call again. */
    ASK_WHETHER,
    /** Give the record up: it keeps failing while others succeed. */
    GIVE_UP
}
