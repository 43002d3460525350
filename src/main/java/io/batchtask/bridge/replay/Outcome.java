package io.batchtask.bridge.replay;

import java.util.List;

/**
 * How a replay ended.
 *
 * @param tally what became of each letter up to the end that was fixed at the start; of those up to where it ended,
 *     when it ended before
 * @param words what else a person must know: topics that letters of {@link Fate#OTHER_TOPIC} came from, why the canary
 *     failed
 */
public record Outcome(End end, Tally tally, List<String> words) {
    /** Why it ended. */
    public enum End {
        /** Everything that was meant has its fate. */
        DONE,
        /** The listener did not want it to begin. */
        DECLINED,
        /** One of the first few failed again, or did not end in time; the others were not sent. */
        CANARY_FAILED,
        /** It was told to stop, and did after a whole transaction. */
        STOPPED
    }

    /** The same, ended another way. */
    Outcome as(End other) {
        return new Outcome(other, tally, words);
    }
}
