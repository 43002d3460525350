package io.batchtask.bridge.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of text that leaves the process: those configured, the tickets obtained with them, and whatever
 * looks like a NetServer ticket or token, because NetServer itself may send them back in an error message.
 */
public final class Redactor {
    private static final String MASK = "***";
    private static final int SHORTEST = 4; // masking shorter ones would only make text unreadable

    /** Group 1, 2, 3, 4: what says that a secret follows, and may stay. */
    private static final Pattern TOKENS = Pattern.compile(
            // tickets and access tokens (7T:, 7S:, 7P:, 8A:, 7A:), JSON web tokens
            "\\b[78][TSPA]:[A-Za-z0-9+/=_.\\-]+"
                    + "|\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.?[A-Za-z0-9_-]*"
                    + "|(?i:(\\bauthorization\"?\\s*[=:]\\s*\"?)[^\\r\\n,;<\"']+)"
                    + "|(?i:(\\b(?:bearer|soticket)\\s+)[^\\s,;<\"']+)"
                    + "|(?i:(<(?:[\\w.-]+:)?(?:ticket|password|\\w*token)(?:\\s[^<>]*)?(?<!/)>(?:<!\\[CDATA\\[)?)[^<\\]]+)"
                    // the value may be quoted, as in JSON; then it may hold anything
                    + "|(?i:((?:password|passwd|pwd|ticket|token|secret)[\"']?\\s*[=:]\\s*)"
                    + "(?:\"[^\"]*\"|'[^']*'|[^\\s,;<\"']+))");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    /** So many tickets are known: calls with a former one may still be under way when the next is there. */
    private static final int REMEMBERED = 8;

    private final Supplier<? extends Collection<String>> secrets;
    private volatile List<String> remembered = List.of(); // the latest last; replaced as a whole

    /** @param secrets asked at each use, because a secret file may change */
    public Redactor(Supplier<? extends Collection<String>> secrets) {
        this.secrets = secrets;
    }

    /** @param secrets each asked at each use */
    public Redactor(Collection<Supplier<String>> secrets) {
        List<Supplier<String>> all = List.copyOf(secrets);
        this.secrets = () -> all.stream().map(Supplier::get).toList();
    }

    /** Masks that one too from now on, a ticket just handed out; the last few are kept. */
    public synchronized void remember(String secret) {
        remembered = Stream.concat(remembered.stream().filter(other -> !other.equals(secret)), Stream.of(secret))
                .skip(remembered.size() == REMEMBERED && !remembered.contains(secret) ? 1 : 0)
                .toList();
    }

    /** Whether that secret is long enough to be told from other text. */
    public static boolean masks(String secret) {
        return secret.length() >= SHORTEST;
    }

    /** The text without secrets and without control characters. */
    public String redact(String text) {
        // The longest first: one secret may be a part of another, and its rest must not stay.
        List<String> values = Stream.concat(secrets.get().stream(), remembered.stream())
                .filter(value -> value != null && masks(value))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String clean = text;
        for (String value : values) {
            clean = clean.replace(value, MASK);
        }
        clean = TOKENS.matcher(clean).replaceAll("$1$2$3$4" + MASK);
        return CONTROL.matcher(clean).replaceAll(" ");
    }
}
