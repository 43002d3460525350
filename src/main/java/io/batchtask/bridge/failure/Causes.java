package io.batchtask.bridge.failure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A foreign exception in words. */
public final class Causes {
    private static final int DEEPEST = 20;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_OF_ALL = 4_000;

    private Causes() {}

    /**
     * The message, and those of its causes that say something new: libraries hide the reason at the bottom. On one
     * line, and of at most some 4,000 characters, whatever the exceptions are like. Not redacted.
     */
    public static String explain(Throwable failed) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failed; cause != null && seen.size() < DEEPEST && seen.add(cause); ) {
            String message = Excerpt.line(Excerpt.of(message(cause), LONGEST));
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
            cause = cause.getCause();
        }
        return Excerpt.of(text.toString(), LONGEST_OF_ALL);
    }

    /** What failed, out of the wrapping that futures put around it when it is waited for or passed on. */
    public static Throwable unwrapped(Throwable failed) {
        boolean wrapping = failed instanceof CompletionException || failed instanceof ExecutionException;
        return wrapping && failed.getCause() != null ? failed.getCause() : failed;
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
