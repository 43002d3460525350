package io.batchtask.bridge.settings;

import java.util.regex.Pattern;

/** A value as an error quotes it: on one line, of bounded length, without the password an address may carry. */
final class Shown {
    private static final int LONGEST = 300;

    /** Up to the last one: a password may hold a slash or another {@code @}. */
    private static final Pattern USER = Pattern.compile("//.*@", Pattern.DOTALL);

    private static final Pattern ANY_USER =
            Pattern.compile("^(\\s*[a-z][a-z0-9+.-]*://(?=.*@))?.*@", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Shown() {}

    static String of(String value) {
        return line(USER.matcher(value).replaceFirst("//***@"));
    }

    /**
     * The same for what is known to be an address, however it is written: of a user only the scheme before it is left.
     */
    static String address(String value) {
        return line(ANY_USER.matcher(value).replaceFirst("$1***@"));
    }

    /** That text on one line, cut when it is long. */
    static String line(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
