package io.batchtask.bridge.failure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks how far something reaches in a text, from a place on to the right; no character more than a few times. */
final class Scan {
    private static final Pattern QUOTE = Pattern.compile("[\"']|&(?:quot|apos|#34|#39|#[xX]22|#[xX]27);");

    private final String text;

    Scan(String text) {
        this.text = text;
    }

    int run(int at, String others) {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end), others)) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char unit, String others) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || others.indexOf(unit) >= 0;
    }

    int spaces(int at) {
        int end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    boolean isEnding(String ending, int from, int to) {
        int start = to - ending.length();
        return start >= from && text.regionMatches(true, start, ending, 0, ending.length());
    }

    static boolean isEnd(char unit, String ends) {
        return Character.isWhitespace(unit) || ends.indexOf(unit) >= 0;
    }

    /** Behind a quotation mark, also one that is escaped; the same place when there is none. */
    int quote(int at) {
        int mark = at;
        while (mark < text.length() && text.charAt(mark) == '\\') {
            mark++;
        }
        Matcher quote = QUOTE.matcher(text).region(mark, text.length());
        return quote.lookingAt() ? quote.end() : at;
    }

    /**
     * Behind the mark that closes what the one between start and opened opens; the end of the text when it is not
     * closed. JSON within JSON has more backslashes before each mark, and still more before one in the value.
     */
    int closed(int start, int opened) {
        int depth = 0;
        while (text.charAt(start + depth) == '\\') {
            depth++;
        }
        String mark = text.substring(start + depth, opened);
        for (int at = text.indexOf(mark, opened); at >= 0; at = text.indexOf(mark, at + mark.length())) {
            int before = at;
            while (before > opened && text.charAt(before - 1) == '\\') {
                before--;
            }
            if ((at - before) % (2 * (depth + 1)) == depth) {
                return at + mark.length();
            }
        }
        return text.length();
    }
}
