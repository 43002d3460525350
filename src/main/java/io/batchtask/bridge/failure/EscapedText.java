package io.batchtask.bridge.failure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in which each character may stand as itself or escaped, for JSON, XML, HTML or an address. What was meant
 * cannot be known from the text alone, so that at each place both are kept: the character, and what begins there if it
 * is an escape.
 */
final class EscapedText {
    private static final String BEGINNINGS = "\\&%+";

    /** Bounded, or of what cannot begin another one: linear time. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\u(?<unit>\\p{XDigit}{4})"
            + "|\\\\(?<itself>[^\\p{Alnum}])"
            + "|(?<named>\\\\[nrt]|&(?:amp|lt|gt|quot|apos);|\\+)"
            + "|&#0*+(?<number>[0-9]{1,7});"
            + "|&#[xX]0*+(?<hex>\\p{XDigit}{1,6});"
            + "|(?<bytes>%[0-7]\\p{XDigit}"
            + "|%[cCdD]\\p{XDigit}%[89abAB]\\p{XDigit}"
            + "|%[eE]\\p{XDigit}(?:%[89abAB]\\p{XDigit}){2}"
            + "|%[fF]\\p{XDigit}(?:%[89abAB]\\p{XDigit}){3})");

    private static final Map<String, String> NAMED = Map.of(
            "\\n", "\n", "\\r", "\r", "\\t", "\t", "&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;",
            "'", "+", " ");

    /** Of one that {@link Excerpt} has cut, what is left. */
    private static final Pattern UNFINISHED = Pattern.compile("(?:\\\\(?:u\\p{XDigit}{0,3})?"
            + "|&(?:#?[0-9A-Za-z]{0,9})"
            + "|%\\p{XDigit}?"
            + "|%[c-fC-F]\\p{XDigit}(?:%[89abAB]\\p{XDigit}){0,2}(?:%[89abAB]?)?)(?=" + Excerpt.CUT + ")");

    private final String text;
    private final String[] meanings;
    private final int[] ends;
    private final int[] cuts;

    EscapedText(String text) {
        this.text = text;
        this.meanings = new String[text.length()];
        this.ends = new int[text.length()];
        this.cuts = new int[text.length()];
        Arrays.fill(cuts, -1);
        Matcher escape = ESCAPE.matcher(text);
        Matcher unfinished = UNFINISHED.matcher(text);
        for (int at = 0; at < text.length(); at++) {
            if (BEGINNINGS.indexOf(text.charAt(at)) >= 0) {
                if (escape.region(at, text.length()).lookingAt()) {
                    meanings[at] = meaning(escape);
                    ends[at] = escape.end();
                }
                if (unfinished.region(at, text.length()).lookingAt()) {
                    cuts[at] = unfinished.end();
                }
            } else if (text.startsWith(Excerpt.CUT, at)) {
                cuts[at] = at;
            }
        }
    }

    private static String meaning(Matcher escape) {
        if (escape.group("unit") != null) {
            return String.valueOf((char) Integer.parseInt(escape.group("unit"), 16));
        } else if (escape.group("itself") != null) {
            return escape.group("itself");
        } else if (escape.group("named") != null) {
            return NAMED.get(escape.group());
        } else if (escape.group("bytes") != null) {
            return decoded(escape.group());
        }
        int number = escape.group("hex") == null
                ? Integer.parseInt(escape.group("number"))
                : Integer.parseInt(escape.group("hex"), 16);
        return Character.isValidCodePoint(number) ? Character.toString(number) : null;
    }

    private static String decoded(String percent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 1; at < percent.length(); at += 3) {
            bytes.write(Integer.parseInt(percent.substring(at, at + 2), 16));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    int length() {
        return text.length();
    }

    char charAt(int at) {
        return text.charAt(at);
    }

    /** What the escape that begins there means, of one or two units; null when none does. */
    String meaning(int at) {
        return meanings[at];
    }

    /** Where the escape that begins there ends. */
    int end(int at) {
        return ends[at];
    }

    /** Whether the text was cut there, or within an escape that begins there. */
    boolean isCut(int at) {
        return at < cuts.length && cuts[at] >= 0;
    }

    /** Where it was cut: there, or behind what is left of an escape. */
    int cut(int at) {
        return cuts[at];
    }
}
