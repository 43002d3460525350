package io.batchtask.bridge.replay;

/** What becomes of a dead letter that was read. */
public enum Fate {
    /** Sent back, or would be. */
    SENT("sent"),
    /** Passes no filter; not counted by class and code. */
    NOT_MEANT("not-meant"),
    /** Sent back by an earlier run. */
    ALREADY_SENT("already-sent"),
    /** Sent back {@code --max-replays} times already. */
    EXHAUSTED("exhausted"),
    /** Beyond {@code --max}. */
    BEYOND_MAX("beyond-max"),
    /** Came from another topic than the one it would be sent to. */
    OTHER_TOPIC("other-topic"),
    /** Not written by a bridge: does not say where it came from. */
    FOREIGN("foreign"),
    /** Holds no value, and the record it stands for is gone from its topic. */
    VALUE_GONE("value-gone"),
    /** The topic does not take it: too large, for one. */
    NOT_ACCEPTED("not-accepted");

    private final String word;

    Fate(String word) {
        this.word = word;
    }

    /** As it is printed. */
    public String word() {
        return word;
    }
}
