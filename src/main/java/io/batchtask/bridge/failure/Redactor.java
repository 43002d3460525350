package io.batchtask.bridge.failure;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that leaves the process: those configured, and whatever looks like a NetServer ticket or
 * token, because NetServer itself may send them back in an error message.
 */
public final class Redactor {
    private static final String MASK = "***";
    private static final int SHORTEST = 4; // masking shorter ones would only make text unreadable

    private static final Pattern TOKENS = Pattern.compile(
            // tickets and access tokens (7T:, 7S:, 7P:, 8A:, 7A:), JSON web tokens
            "\\b[78][TSPA]:[A-Za-z0-9+/=_.\\-]+"
                    + "|\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.?[A-Za-z0-9_-]*"
                    + "|(?i:\\b(?:bearer|soticket)\\s+[^\\s,;<\"']+)"
                    + "|(?i:<(?:\\w+:)?(?:ticket|password|applicationtoken|accesstoken)>[^<]*)"
                    + "|(?i:\\b(?:password|ticket|token|secret|pwd)\\s*[=:]\\s*[^\\s,;<\"']+)");

    private final Collection<Supplier<String>> secrets;

    /** @param secrets asked at each use, because a secret file may change */
    public Redactor(Collection<Supplier<String>> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** The text without secrets and without control characters. */
    public String redact(String text) {
        String clean = text;
        for (Supplier<String> secret : secrets) {
            String value = secret.get();
            if (value != null && value.length() >= SHORTEST) {
                clean = clean.replace(value, MASK);
            }
        }
        return TOKENS.matcher(clean).replaceAll(MASK).replaceAll("\\p{Cntrl}+", " ");
    }
}
