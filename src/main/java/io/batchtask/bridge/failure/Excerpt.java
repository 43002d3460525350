package io.batchtask.bridge.failure;

import java.util.regex.Pattern;

/** Foreign text cut to a length that can be shown, before anything else is done with it. */
public final class Excerpt {
    /** Characters; a dead letter shows a quarter of it. */
    public static final int LONGEST = 4_096;

    private static final int BRIEF = 200;

    /** Says that the text went on. */
    static final String CUT = "…";

    /** Line breaks, and what turns the direction of writing, among them. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private Excerpt() {}

    /** The same with at most {@link #LONGEST} characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * The text, or its beginning and a {@code …} when it is longer.
     *
     * @param longest characters that are kept
     */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean pair = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, pair ? longest - 1 : longest) + CUT;
    }

    /** Foreign text for the log: on one line, its first 200 characters. */
    public static String brief(Object foreign) {
        return line(of(String.valueOf(foreign), BRIEF));
    }

    /** The text on one line: a space for line breaks and other control characters. */
    public static String line(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }
}
