package io.batchtask.bridge.failure;

/** A foreign exception in words. */
public final class Causes {
    private Causes() {}

    /** The message, and those of its causes that say something new: libraries hide the reason at the bottom. */
    public static String explain(Throwable failed) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
        }
        return text.toString();
    }
}
