package io.batchtask.bridge.netserver;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an XML body. Its encoding is known, in this order, by a byte order mark, by the content type, by the XML
 * declaration (RFC 7303, section 3); without any of them it is UTF-8. WCF can be set to UTF-16, and what stands before
 * it may write anything.
 */
final class WireText {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([^\"';\\s]+)");
    private static final Pattern DECLARED =
            Pattern.compile("\\s*<\\?xml\\s[^>]{0,100}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");
    private static final String DECLARATION = "<?xml";
    private static final int START = 256; // bytes in which a declaration must have ended
    private static final int LONGEST_CHARACTER = 4; // bytes
    private static final char CUT = '\uFFFD';

    private WireText() {}

    /**
     * The text, from its first character that is neither a byte order mark nor white space. A body that ends within a
     * character ends in a U+FFFD.
     *
     * @throws UnsupportedCharsetException if it says to be in an unknown encoding
     * @throws CharacterCodingException if it is not in the encoding it says to be in
     */
    static String decode(byte[] body, String contentType) throws CharacterCodingException {
        CharsetDecoder decoder = charset(body, contentType)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(body.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError() && in.remaining() < LONGEST_CHARACTER) {
            out.put(CUT);
        } else if (result.isError()) {
            result.throwException();
        } else {
            decoder.flush(out);
        }
        out.flip();
        while (out.hasRemaining() && isBlank(out.get(out.position()))) {
            out.get();
        }
        return out.toString();
    }

    private static boolean isBlank(char first) {
        return first == '\uFEFF' || first == ' ' || first == '\t' || first == '\r' || first == '\n';
    }

    private static Charset charset(byte[] body, String contentType) {
        return marked(body)
                .or(() -> named(contentType).map(charset -> ordered(charset, body)))
                .or(() -> wide(body))
                .or(() -> declared(body))
                .orElse(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> marked(byte[] body) {
        int first = unsigned(body, 0);
        int second = unsigned(body, 1);
        if (first == 0xFE && second == 0xFF) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        if (first == 0xFF && second == 0xFE) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        boolean utf8 = first == 0xEF && second == 0xBB && unsigned(body, 2) == 0xBF;
        return utf8 ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
    }

    private static Optional<Charset> named(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        return charset.find() ? Optional.of(known(charset.group(1))) : Optional.empty();
    }

    /**
     * UTF-16 without a mark is either: .NET writes the low byte first, the registration of the name says the high one.
     */
    private static Charset ordered(Charset charset, byte[] body) {
        return charset.equals(StandardCharsets.UTF_16) ? wide(body).orElse(charset) : charset;
    }

    /** The first character of XML, white space included, is ASCII. */
    private static Optional<Charset> wide(byte[] body) {
        int first = unsigned(body, 0);
        int second = unsigned(body, 1);
        if (first == 0 && second > 0) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return first > 0 && second == 0 ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    /** A declaration that can be read byte by byte and says UTF-16 is wrong: .NET's StringWriter writes such. */
    private static Optional<Charset> declared(byte[] body) {
        String start = new String(body, 0, Math.min(START, body.length), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARED.matcher(start);
        if (!declaration.lookingAt()) {
            return Optional.empty();
        }
        Charset charset = known(declaration.group(1));
        String again = new String(DECLARATION.getBytes(StandardCharsets.US_ASCII), charset);
        return again.equals(DECLARATION) ? Optional.of(charset) : Optional.empty();
    }

    private static Charset known(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException none) {
            throw new UnsupportedCharsetException(name);
        }
    }

    private static int unsigned(byte[] body, int at) {
        return at < body.length ? Byte.toUnsignedInt(body[at]) : -1;
    }
}
