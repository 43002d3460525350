package io.batchtask.bridge.netserver;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the headers of an answer that is no SOAP say about the reason: where a redirect leads to, which ways of signing
 * in a proxy or gateway wants (RFC 9110, sections 10.2.2 and 11.6.1). Foreign text: without user names, passwords and
 * queries, and short.
 */
public final class HttpHints {
    private static final int LONGEST = 200;
    private static final int MOST_SCHEMES = 5;

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+(\"|$)");
    private static final Pattern CHALLENGE =
            Pattern.compile("\\s*+([A-Za-z][A-Za-z0-9_.+-]{0,19}+)(?!\\s*=[^=])(\\s.*|$)", Pattern.DOTALL);

    private HttpHints() {}

    /**
     * In brackets after the status; empty when there is nothing to tell.
     *
     * @param header by name, the values of one that was sent more than once joined by commas or the first of them
     */
    public static String of(int status, Function<String, Optional<String>> header) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                location(header).map(target -> " (Location: " + target + ")").orElse("");
            case 401 -> schemes(header.apply("WWW-Authenticate"), "WWW-Authenticate");
            case 407 -> schemes(header.apply("Proxy-Authenticate"), "Proxy-Authenticate");
            default -> "";
        };
    }

    /** The ways of signing in that a proxy offers; empty when it does not say. */
    public static List<String> proxySchemes(Function<String, Optional<String>> header) {
        return header.apply("Proxy-Authenticate").map(HttpHints::schemes).orElse(List.of());
    }

    private static String schemes(Optional<String> challenges, String name) {
        List<String> schemes = challenges.map(HttpHints::schemes).orElse(List.of());
        return schemes.isEmpty() ? "" : " (" + name + ": " + String.join(", ", schemes) + ")";
    }

    private static List<String> schemes(String challenges) {
        List<String> schemes = new ArrayList<>();
        String bounded = challenges.substring(0, Math.min(2_000, challenges.length()));
        for (String part : QUOTED.matcher(bounded).replaceAll("").split(",")) {
            Matcher challenge = CHALLENGE.matcher(part);
            if (challenge.matches() && schemes.size() < MOST_SCHEMES && !schemes.contains(challenge.group(1))) {
                schemes.add(challenge.group(1));
            }
        }
        return schemes;
    }

    /** Where a redirect leads to; empty when it does not say so in a way that can be read. */
    public static Optional<String> location(Function<String, Optional<String>> header) {
        return header.apply("Location")
                .filter(target -> target.length() <= 2_000)
                .flatMap(HttpHints::cleaned);
    }

    private static Optional<String> cleaned(String target) {
        URI uri;
        try {
            uri = URI.create(target.strip());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        if (uri.isOpaque()) {
            return Optional.empty();
        }
        String authority = Optional.ofNullable(uri.getRawAuthority())
                .map(whole -> "//" + whole.substring(whole.lastIndexOf('@') + 1))
                .orElse("");
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        String text = scheme + authority + Optional.ofNullable(uri.getRawPath()).orElse("");
        return Optional.of(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text)
                .filter(hint -> !hint.isEmpty());
    }
}
