package io.batchtask.bridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server escapes what it sends back as it likes: each character in a way of its own. */
class EscapedSecretsTest {
    private static final List<String> ALPHABET = List.of(
            "a", "n", "r", "t", "u", "x", "4", "1", "2", "B", "+", "/", "=", "\\", "&", "%", "#", ";", "<", ">", "\"",
            "'", " ", "é", "€", "😀", "\n", "&lt;", "%41", "%2B", "\\n", "\\\\", "&#43;", "\\u002b", "++");
    private static final List<String> NAMES = List.of("&amp;", "&lt;", "&gt;", "&quot;", "&apos;");

    private static String masked(String secret, String text) {
        return new KnownSecrets(List.of(secret)).mask(text, "***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apppp+tok/01234=",
                "apppp\\u002btok/01234\\u003d",
                "apppp\\u002Btok/01234=",
                "apppp\\u002btok\\/01234\\u003D",
                "apppp&#x2B;tok/01234=",
                "apppp&#x2b;tok&#x2F;01234&#x0003d;",
                "apppp&#43;tok/01234=",
                "apppp&#0043;tok&#47;01234&#61;",
                "apppp%2Btok/01234=",
                "apppp%2btok/01234%3D",
                "apppp+tok%2F01234%3d",
                "apppp\\u002btok%2F01234&#61;",
                "&#97;pppp+tok/01234=",
                "\\u0061pp%70p\\+tok/01234="
            })
    void isMaskedHoweverEachCharacterIsWritten(String form) {
        assertThat(masked("apppp+tok/01234=", "'" + form + "' is wrong")).isEqualTo("'***' is wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"o+%41&lt;\\n\\\\+x", "o\\u002b%2541&amp;lt;\\\\n\\\\\\\\%2Bx", "o+%41&lt;\\u005cn\\\\&#43;x"})
    void whatLooksEscapedInTheSecretItselfIsFoundAsItIs(String form) {
        assertThat(masked("o+%41&lt;\\n\\\\+x", "(" + form + ")")).isEqualTo("(***)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ein blåbær€😀",
                "ein+bl\\u00e5b%C3%A6r&#x20aC;😀",
                "ein%20bl%c3%a5b&#xe6;r%E2%82%ac\\uD83D\\ude00",
                "ein&#32;bl&#229;b\\u00E6r\\u20ac%f0%9F%98%80",
                "ein bl&#xE5;bær&#x20AC;&#x1F600;",
                "ein bl&#xE5;bær€&#55357;&#xDE00;"
            })
    void blanksAndWhatIsNotAsciiAreMaskedToo(String form) {
        assertThat(masked("ein blåbær€😀", "(" + form + ")")).isEqualTo("(***)");
    }

    @Test
    void aLineBreakOfAPrivateKeyMayBeEscaped() {
        assertThat(masked("-KEY-\nab+c\n-END-", "at -KEY-\\nab\\u002bc&#10;-END-."))
                .isEqualTo("at ***.");
        assertThat(masked("-KEY-\r\n\tab", "at -KEY-\\r\\n\\tab.")).isEqualTo("at ***.");
    }

    @Test
    void itsBase64MayBeEscapedToo() {
        assertThat(masked("~~~~>>>>????", "Basic fn5%2bfj4\\u002BPj4/Pz8&#x2f;"))
                .isEqualTo("Basic ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"apppp-tok", "apppp%2Ctok", "apppp\\u002ctok", "apppp&#x2C;tok", "apppp&#43tok", "apppp%2tok"})
    void anotherCharacterIsAnotherText(String text) {
        assertThat(masked("apppp+tok", text)).isEqualTo(text);
    }

    @Test
    void anEscapeThatWasCutIsNotLeft() {
        for (String form : List.of("apppp\\u002btok", "apppp&#x2B;tok", "apppp&amp;tok", "apppp%2Btok", "apppp€+x")) {
            String secret = form.contains("amp") ? "apppp&tok" : form.contains("€") ? "apppp€+x" : "apppp+tok";
            String written = form.replace("€", "%E2%82%AC");
            for (int kept = 4; kept < written.length(); kept++) {
                assertThat(masked(secret, "said " + Excerpt.of(written, kept) + "; no"))
                        .isEqualTo("said ***…; no");
            }
        }
        assertThat(masked("apppp+tok", "app&#… and apppp&#x, an…")).isEqualTo("app&#… and apppp&#x, an…");
        assertThat(masked("apppp+tok", "…… pppp…apppp")).isEqualTo("…… pppp…apppp");
    }

    /** Nothing is left of thousands of secrets, whatever they are and however each of their characters is written. */
    @Test
    void anyMixtureIsMasked() {
        Random random = new Random(29);
        for (int round = 0; round < 20_000; round++) {
            String secret = "";
            while (secret.length() < SecretSearch.SHORTEST) {
                secret = IntStream.range(0, 1 + random.nextInt(20))
                        .mapToObj(at -> ALPHABET.get(random.nextInt(ALPHABET.size())))
                        .reduce("", String::concat);
            }
            StringBuilder form = new StringBuilder();
            secret.codePoints().forEach(character -> form.append(written(character, random)));
            String before = random.nextBoolean() ? "the «" : "{\"x\":«";
            String after = random.nextBoolean() ? "» of it" : "»&quot;}";
            String clean = masked(secret, before + form + after);
            assertThat(clean).as("%s as %s", secret, form).isEqualTo(before + "***" + after);
            assertThat(masked(secret, before + secret + after)).isEqualTo(before + "***" + after);
        }
    }

    private static String written(int character, Random random) {
        String itself = Character.toString(character);
        String zeros = "0".repeat(random.nextInt(3));
        String form =
                switch (random.nextInt(8)) {
                    case 0 -> units(itself, random.nextBoolean() ? "\\u%04x" : "\\u%04X");
                    case 1 -> json(itself);
                    case 2 -> "&#" + zeros + character + ";";
                    case 3 -> (random.nextBoolean() ? "&#x" : "&#X") + zeros + "%x;".formatted(character);
                    case 4 -> "&#x" + zeros + "%X;".formatted(character);
                    case 5 ->
                        NAMES.stream()
                                .filter(name -> itself.equals(meaning(name)))
                                .findFirst()
                                .orElse(itself);
                    case 6 -> URLEncoder.encode(itself, StandardCharsets.UTF_8);
                    default -> itself;
                };
        if (form.startsWith("%") && random.nextBoolean()) {
            return form.toLowerCase(Locale.ROOT);
        }
        return itself.equals(" ") && random.nextBoolean() ? "%20" : form;
    }

    private static String units(String text, String form) {
        return text.chars().mapToObj(form::formatted).reduce("", String::concat);
    }

    private static String json(String character) {
        return switch (character) {
            case "\n" -> "\\n";
            case "\"", "\\", "/" -> "\\" + character;
            default -> character;
        };
    }

    private static String meaning(String name) {
        return switch (name) {
            case "&amp;" -> "&";
            case "&lt;" -> "<";
            case "&gt;" -> ">";
            case "&quot;" -> "\"";
            default -> "'";
        };
    }

    @Test
    void ofABase64FormNothingIsLeftEither() {
        String secret = "hunter22>>>???";
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(masked(secret, "a " + URLEncoder.encode(base64, StandardCharsets.UTF_8)))
                .doesNotContain("aHVu");
    }
}
