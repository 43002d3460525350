package io.batchtask.bridge.request;

import io.batchtask.bridge.task.RequestContext;

/** What a value asks for, and as what. */
record Asked(int taskId, boolean follow, RequestContext context) {
    private static final int LONGEST_DECIMAL = 18; // any such number fits a long

    Asked(int taskId, boolean follow) {
        this(taskId, follow, RequestContext.NONE);
    }

    /** The same, asked by the CloudEvent that says this of itself. */
    Asked by(RequestContext event) {
        return new Asked(taskId, follow, event);
    }

    static int id(long number) throws UnreadableRequest {
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new UnreadableRequest(
                    "out-of-range", "task id " + number + " is not within 1 and " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /** @param decimal a text that {@link #isDecimal} */
    static int id(String decimal) throws UnreadableRequest {
        if (decimal.length() > LONGEST_DECIMAL) {
            throw new UnreadableRequest("out-of-range", "the task id has too many digits");
        }
        return id(Long.parseLong(decimal));
    }

    /** A whole number as JSON writes it. No pattern: this is the usual form, read on the polling thread. */
    static boolean isDecimal(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        if (text.length() == first || (text.charAt(first) == '0' && text.length() > first + 1)) {
            return false;
        }
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
