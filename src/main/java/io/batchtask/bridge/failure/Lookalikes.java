package io.batchtask.bridge.failure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what looks like a secret, or is said to be one, by hand and from left to right: no character is looked at more
 * than a few times, whatever the text is.
 */
final class Lookalikes {
    /** What may begin one. Nothing in it repeats. */
    private static final Pattern BEGINNING = Pattern.compile(
            "(?<ticket>\\b[78][TSPA]:)" // tickets and access tokens
                    + "|(?<jwt>\\beyJ)"
                    + "|(?<element><|&lt;)"
                    + "|(?i:(?<scheme>\\b(?:bearer|soticket|basic)(?=\\s))"
                    + "|(?<header>\\bauthorization)"
                    + "|(?<name>password|passwd|pwd|ticket|token|secret))");

    private static final List<String> NAMES = List.of("ticket", "password", "token", "secret");
    private static final String BASE64URL = "-_";
    private static final String TOKEN = "+/=_.-";
    private static final String CDATA = "<![CDATA[";

    private final String text;
    private final String mask;
    private final Scan scan;
    private final StringBuilder clean;
    private int copied;
    private int dotless; // where the run of characters ends that is known to be no JSON web token

    private Lookalikes(String text, String mask) {
        this.text = text;
        this.mask = mask;
        this.scan = new Scan(text);
        this.clean = new StringBuilder(text.length());
    }

    static String mask(String text, String mask) {
        return new Lookalikes(text, mask).mask();
    }

    private String mask() {
        Matcher beginning = BEGINNING.matcher(text);
        int from = 0;
        while (from <= text.length() && beginning.find(from)) {
            from = Math.max(beginning.end(), look(beginning));
        }
        return clean.append(text, copied, text.length()).toString();
    }

    /** @return where to look on; everything before it has been dealt with */
    private int look(Matcher beginning) {
        int end = beginning.end();
        if (beginning.group("ticket") != null) {
            return hide(end - 3, scan.run(end, TOKEN), end);
        } else if (beginning.group("jwt") != null) {
            return token(beginning.start(), end);
        } else if (beginning.group("element") != null) {
            return element(end, beginning.group());
        } else if (beginning.group("scheme") != null) {
            return scheme(end, beginning.group());
        } else if (beginning.group("header") != null) {
            return named(end, "\r\n,;<\"'", false);
        }
        return named(end, ",;<", true);
    }

    /** Masks from start to end, unless there is nothing between least and end. */
    private int hide(int start, int end, int least) {
        if (end > least) {
            clean.append(text, copied, start).append(mask);
            copied = end;
        }
        return end;
    }

    /** A JSON web token: three parts, of which the last two may be empty. */
    private int token(int start, int at) {
        if (start < dotless) {
            return at;
        }
        int end = scan.run(at, BASE64URL);
        if (end == at || end == text.length() || text.charAt(end) != '.') {
            dotless = end;
            return at;
        }
        end = scan.run(end + 1, BASE64URL);
        if (end < text.length() && text.charAt(end) == '.') {
            end = scan.run(end + 1, BASE64URL);
        }
        return hide(start, end, start);
    }

    /** {@code <p:Password …>…}, or the same with its brackets escaped. */
    private int element(int at, String bracket) {
        int name = scan.run(at, "_.:-");
        if (NAMES.stream().noneMatch(ending -> scan.isEnding(ending, at, name))) {
            return at; // the name may hold what begins something else
        }
        String closing = bracket.equals("<") ? ">" : "&gt;";
        int next = text.indexOf(bracket, name);
        int limit = next < 0 ? text.length() : next;
        int tag = name; // where it ends; looked for no further than the next one begins
        while (tag < limit && !text.startsWith(closing, tag)) {
            tag++;
        }
        boolean opens = tag < limit
                && text.charAt(tag - 1) != '/'
                && (tag == name || Character.isWhitespace(text.charAt(name)));
        if (!opens) {
            return at;
        }
        int start = tag + closing.length();
        if (text.startsWith(CDATA, start)) {
            start += CDATA.length();
            int end = text.indexOf("]]>", start);
            return hide(start, end < 0 ? text.length() : end, start);
        }
        return hide(start, limit, start);
    }

    /** {@code Bearer …}; {@code Basic …} when it is a name and a password. */
    private int scheme(int at, String word) {
        int start = scan.spaces(at);
        if (word.equalsIgnoreCase("basic")) {
            int end = scan.run(start, "+/=");
            return isPair(text.substring(start, end)) ? hide(start, end, start) : start;
        }
        int end = start;
        while (end < text.length() && !Scan.isEnd(text.charAt(end), ",;<\"'")) {
            end++;
        }
        return hide(start, end, start);
    }

    private static boolean isPair(String base64) {
        try {
            return !base64.isEmpty()
                    && base64.length() % 4 == 0
                    && new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** {@code password=…}, {@code "password": "…"}; a quoted value may hold anything. */
    private int named(int at, String ends, boolean endsAtSpace) {
        int equals = scan.spaces(scan.quote(at));
        if (equals == text.length() || "=:".indexOf(text.charAt(equals)) < 0) {
            return at;
        }
        int start = scan.spaces(equals + 1);
        int opened = scan.quote(start);
        if (opened > start) {
            return hide(start, scan.closed(start, opened), start);
        }
        int end = start;
        while (end < text.length()
                && (endsAtSpace ? !Scan.isEnd(text.charAt(end), ends) : ends.indexOf(text.charAt(end)) < 0)) {
            end++;
        }
        return Math.max(at, hide(start, end, start));
    }
}
