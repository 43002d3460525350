package io.batchtask.bridge.traces;

/** A span that has not ended. */
interface OpenSpan {
    /** What becomes of a record whose process ends: it is read again after the next start. */
    String GIVEN_BACK = "given-back";

    /** Nothing more is learnt of it: the process ends. */
    void left();
}
