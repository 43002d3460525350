package io.batchtask.bridge.netserver;

/**
 * Character references XML 1.0 forbids. WCF writes them wherever a text holds such a character, and its own clients
 * read them back. Those to the control characters 1 to 31 the parser reads as they are; the others are replaced here: a
 * pair of surrogates by the character it means, what is no character by U+FFFD.
 */
final class CharacterReferences {
    private static final String BEGIN = "&#";
    private static final char NO_CHARACTER = '\uFFFD';
    private static final int TOO_LARGE = Character.MAX_CODE_POINT + 1;

    private final String xml;
    private final StringBuilder readable;
    private int copied; // up to there
    private int end; // behind the reference looked at last

    private CharacterReferences(String xml) {
        this.xml = xml;
        this.readable = new StringBuilder(xml.length());
    }

    /** The document with every reference readable; CDATA sections, comments and instructions hold none. */
    static String readable(String xml) {
        return xml.contains(BEGIN) ? new CharacterReferences(xml).replaced() : xml;
    }

    private String replaced() {
        int at = 0;
        while (at < xml.length()) {
            char now = xml.charAt(at);
            if (now == '<') {
                at = behindWhatHoldsNone(at);
            } else if (now == '&' && xml.startsWith(BEGIN, at)) {
                at = replace(at);
            } else {
                at++;
            }
        }
        return readable.append(xml, copied, xml.length()).toString();
    }

    private int behindWhatHoldsNone(int at) {
        if (xml.startsWith("<![CDATA[", at)) {
            return behind("]]>", at);
        }
        if (xml.startsWith("<!--", at)) {
            return behind("-->", at);
        }
        return xml.startsWith("<?", at) ? behind("?>", at) : at + 1;
    }

    private int behind(String last, int from) {
        int found = xml.indexOf(last, from);
        return found < 0 ? xml.length() : found + last.length();
    }

    private int replace(int at) {
        int number = number(at);
        if (number < 0 || isReadable(number)) {
            return number < 0 ? at + BEGIN.length() : end;
        }
        int behindFirst = end;
        int character = NO_CHARACTER;
        if (number <= Character.MAX_HIGH_SURROGATE && Character.isHighSurrogate((char) number)) {
            int low = xml.startsWith(BEGIN, end) ? number(end) : -1;
            if (low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE) {
                character = Character.toCodePoint((char) number, (char) low);
            } else {
                end = behindFirst;
            }
        }
        readable.append(xml, copied, at).appendCodePoint(character);
        copied = end;
        return end;
    }

    /** Whether the parser reads a reference to it. */
    private static boolean isReadable(int number) {
        return number > 0 && number < Character.MIN_SURROGATE
                || number > Character.MAX_SURROGATE && number < 0xFFFE
                || number > 0xFFFF && number <= Character.MAX_CODE_POINT;
    }

    /** What the reference there refers to; -1 when it is none. {@link #end} is behind it then. */
    private int number(int at) {
        int radix = xml.startsWith("x", at + BEGIN.length()) ? 16 : 10;
        int first = at + BEGIN.length() + (radix == 16 ? 1 : 0);
        int number = 0;
        int next = first;
        for (; next < xml.length(); next++) {
            int digit = Character.digit(xml.charAt(next), radix);
            if (digit < 0) {
                break;
            }
            number = Math.min(TOO_LARGE, number * radix + digit);
        }
        if (next == first || next == xml.length() || xml.charAt(next) != ';') {
            return -1;
        }
        end = next + 1;
        return number;
    }
}
