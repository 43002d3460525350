package io.batchtask.bridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String JWT = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJpYXQiOiIxNTgxNjY1MjA3In0.c2ln-bmF0_dXJl";

    private static Redactor knowing(String... secrets) {
        return new Redactor(Stream.of(secrets)
                .map(secret -> (Supplier<String>) () -> secret)
                .toList());
    }

    @Test
    void configuredSecretsAreMaskedWhereverTheyStand() {
        assertThat(knowing("hunter22", "app-secret").redact("hunter22: no app-secretx for 'hunter22'"))
                .isEqualTo("***: no ***x for '***'");
    }

    @Test
    void ofASecretThatContainsAnotherNothingRemains() {
        assertThat(knowing("hunt", "hunter22").redact("user hunter22, hunt")).isEqualTo("user ***, ***");
    }

    @Test
    void ofSecretsThatOverlapNothingRemains() {
        assertThat(knowing("hunter22", "22-fishers", "fish").redact("hunter22-fishers!"))
                .isEqualTo("***!");
        assertThat(knowing("abab").redact("xabababx")).isEqualTo("x***x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong | sign-in/wrong-credentials: wrong user | sign-in/wrong-credentials: *** user",
                "time | unavailable/response-timeout | unavailable/response-timeout",
                "sent | paused: unavailable/not-sent: present | paused: unavailable/not-sent: pre***"
            })
    void wordsOfThisProgramAreNotMaskedForASecretThatIsAPartOfThem(String secret, String text, String clean) {
        assertThat(knowing(secret).redact(text)).isEqualTo(clean);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my sign-in/wrong-credentials | my sign-in/wrong-credentials: no | ***: no",
                "credentials: x | sign-in/wrong-credentials: xy | sign-in/wrong-***y",
                "hunter-two | sign-in/hunter-two: no | sign-in/***: no",
                "wrong | sign-in/wrong-word: no | sign-in/***-word: no",
                "wrong | other/wrong-credentials: no | other/***-credentials: no"
            })
    void aSecretThatIsMoreThanWordsOfThisProgramIsMaskedBesideThem(String secret, String text, String clean) {
        assertThat(knowing(secret).redact(text)).isEqualTo(clean);
    }

    /** As NetServer's own libraries, and whatever stands before it, write a text that they quote. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p&<w>\"d'+/ \\é",
                "p&amp;&lt;w>\"d'+/ \\é",
                "p&amp;&lt;w&gt;\"d'+/ \\é",
                "p&amp;&lt;w&gt;&quot;d'+/ \\é",
                "p&amp;&lt;w&gt;&quot;d&apos;+/ \\é",
                "p&amp;&lt;w&gt;&quot;d&#39;+/ \\é",
                "p&<w>\\\"d'+/ \\\\é",
                "p&<w>\\\"d'+\\/ \\\\é",
                "p&<w>\\\"d'+/ \\\\\\u00e9",
                "p\\u0026\\u003Cw\\u003E\\u0022d\\u0027\\u002B/ \\\\\\u00E9",
                "p%26%3Cw%3E%22d%27%2B%2F+%5C%C3%A9",
                "p%26%3Cw%3E%22d%27%2B%2F%20%5C%C3%A9",
                "p%26%3cw%3e%22d%27%2b%2f+%5c%c3%a9",
                "p%26%3cw%3e%22d%27%2b%2f%20%5c%c3%a9"
            })
    void aSecretIsMaskedHoweverItIsEscaped(String form) {
        assertThat(knowing("p&<w>\"d'+/ \\é").redact("(" + form + ") is wrong")).isEqualTo("(***) is wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p&#38;&#60;w&#62;&#34;d&#39;+/ &#246;&#128512;",
                "p&#x26;&#x3c;w&#x3e;&#x22;d&#x27;+/ &#xf6;&#x1f600;",
                "p&#x26;&#x3C;w&#x3E;&#x22;d&#x27;+/ &#xF6;&#x1F600;",
                "p&amp;&lt;w>\"d'+/ &#xF6;&#x1F600;",
                "p&amp;&lt;w&gt;&quot;d&#39;+/ &#246;&#128512;",
                "cCY8dz4iZCcrLyDDtvCfmIA"
            })
    void referencesByNumberAndBase64AreFormsToo(String form) {
        assertThat(knowing("p&<w>\"d'+/ ö😀").redact("(" + form + ") is wrong")).isEqualTo("(***) is wrong");
    }

    @Test
    void theBase64OfAShortSecretIsNoForm() {
        assertThat(knowing("hunter2", "hunter22").redact("aHVudGVyMg== aHVudGVyMjI="))
                .isEqualTo("aHVudGVyMg== ***=");
    }

    @Test
    void ofATextThatIsTooLongTheBeginningIsKeptAndNothingOfASecretAtItsEnd() {
        String secret = "0123456789".repeat(20);
        Redactor redactor = knowing(secret);
        for (int before = 4096 - secret.length() - 2; before <= 4100; before++) {
            String clean = redactor.redact("-".repeat(before) + secret + "-".repeat(5_000));
            assertThat(clean)
                    .startsWith("-".repeat(3_000))
                    .endsWith("…")
                    .doesNotContain("0123")
                    .hasSizeLessThan(4_101);
        }
    }

    /** The one that takes a text from an answer has bounded it, and put it into a sentence. */
    @Test
    void whereOthersHaveCutNothingOfASecretStaysEither() {
        for (int kept = 4; kept < "hunter22&co".length(); kept++) {
            String message = "it said '" + Excerpt.of("hunter22&co, no", kept) + "', and no more";
            assertThat(knowing("hunter22&co").redact(message)).isEqualTo("it said '***…', and no more");
        }
        assertThat(knowing("hunter22").redact("the hunt… goes on, hunt")).isEqualTo("the ***… goes on, hunt");
    }

    @Test
    void secretsAreTakenAsTheyAreNow() {
        AtomicReference<String> ticket = new AtomicReference<>("first one");
        Redactor redactor = new Redactor(List.of(ticket::get));
        ticket.set("second one");
        assertThat(redactor.redact("first one, second one")).isEqualTo("first one, ***");
    }

    @Test
    void ticketsHandedOutAreMaskedTheLastFewOfThem() {
        Redactor redactor = knowing();
        for (int number = 1; number <= 9; number++) {
            redactor.remember("ticket-" + number + ";");
            redactor.remember("ticket-2;"); // handed out again and again
        }

        assertThat(redactor.redact("ticket-1; ticket-2; ticket-3; ticket-4; ticket-9;"))
                .isEqualTo("ticket-1; *** *** *** ***");
        redactor.remember("ticket-10;");
        assertThat(redactor.redact("ticket-2; ticket-3; ticket-4; ticket-10;")).isEqualTo("*** ticket-3; *** ***");
    }

    @Test
    void aTicketTooShortToRecogniseIsLeftAlone() {
        Redactor redactor = knowing("hunter22");
        redactor.remember("abc");

        assertThat(redactor.redact("abc hunter22")).isEqualTo("abc ***");
    }

    @Test
    void secretsThatAreMissingOrTooShortToRecogniseAreLeftAlone() {
        assertThat(knowing(null, "", "abc").redact("abc of it")).isEqualTo("abc of it");
    }

    @Test
    void specialCharactersOfASecretMeanNothing() {
        assertThat(knowing("a.c$1\\(x").redact("a.c$1\\(x abc$1\\(x")).isEqualTo("*** abc$1\\(x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7T:NABlADMAYQAwADUAZgBkAA==",
                "7T:MAAx+/Zg",
                "8A:Cust12345.AbC-dEf_012==",
                "7A:Cust12345.AbC",
                "7S:aGFzaA==",
                "7P:aGFzaA==",
                JWT,
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiI0MiJ9."
            })
    void whatLooksLikeATicketOrATokenIsMasked(String token) {
        assertThat(knowing().redact("Ticket '" + token + "' is no good")).isEqualTo("Ticket '***' is no good");
        assertThat(knowing().redact(token)).isEqualTo("***");
        assertThat(knowing().redact("(" + token + ")")).isEqualTo("(***)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Authorization: Bearer abc.def-ghi~1 | Authorization: ***",
                "Authorization: SOTicket MTIzNA== | Authorization: ***",
                "got bearer abcdef, sorry | got bearer ***, sorry",
                "SOTicket MTIzNA==; next | SOTicket ***; next",
                "password=hunter22 | password=***",
                "Password = hunter22, user = me | Password = ***, user = me",
                "pwd:hunter22;Server=db | pwd:***;Server=db",
                "password=\"hunter 22, really\" x | password=*** x",
                "password='hunter 22' x | password=*** x",
                "{\"Password\":\"hunter22\",\"UserName\":\"me\"} | {\"Password\":***,\"UserName\":\"me\"}",
                "client_secret=abc&x | client_secret=***",
                "ApplicationToken: abc | ApplicationToken: ***",
                "accessToken=abc | accessToken=***",
                "ticket=abc | ticket=***",
                "<Ticket>abc</Ticket> | <Ticket>***</Ticket>",
                "<so:Ticket>abc def</so:Ticket> | <so:Ticket>***</so:Ticket>",
                "<Password xmlns=\"urn:x\">hunter22</Password> | <Password xmlns=\"urn:x\">***</Password>",
                "<h:ApplicationToken>abc</h:ApplicationToken> | <h:ApplicationToken>***</h:ApplicationToken>",
                "<AccessToken>abc</AccessToken> | <AccessToken>***</AccessToken>",
                "<Password><![CDATA[hunter22]]></Password> | <Password><![CDATA[***]]></Password>",
                "<Password><![CDATA[hun<ter]22]]></Password> | <Password><![CDATA[***]]></Password>",
                "<Password>hun]ter22&lt;</Password> | <Password>***</Password>",
                "<UserPassword>hunter22 | <UserPassword>***",
                "&lt;so:Password x=&quot;1&quot;&gt;hunter22&lt;/so:Password&gt; |"
                        + " &lt;so:Password x=&quot;1&quot;&gt;***&lt;/so:Password&gt;",
                "password=\"hunter22 and on | password=***",
                "password=hun\"ter'22 x | password=*** x",
                "{\"password\":\"hun\\\"ter22\\\\\",\"id\":5} | {\"password\":***,\"id\":5}",
                "{\\\"password\\\":\\\"hun\\\\\\\"ter22\\\",\\\"id\\\":5} | {\\\"password\\\":***,\\\"id\\\":5}",
                "{&quot;password&quot;:&quot;hunter22, really&quot;,&quot;id&quot;:5} |"
                        + " {&quot;password&quot;:***,&quot;id&quot;:5}",
                "eyJ-password=hunter22 | eyJ-password=***",
                "Basic bWU6aHVudGVyMjI= is refused | Basic *** is refused",
                "Basic authentication is off | Basic authentication is off",
                "Proxy-Authorization: Basic bWU6aHVudGVyMjI= | Proxy-Authorization: ***"
            })
    void whatIsSaidToBeASecretIsMasked(String text, String clean) {
        assertThat(knowing().redact(text)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NetServer has no task 42",
                "SuperOffice.Exceptions.SoSessionException: Authentication failed!",
                "Failed to validate tokens: the signature is wrong",
                "The ticket has expired",
                "Password is missing",
                "Platform 7A: the train to Oslo leaves at 7:30",
                "HTTP 503 from https://crm.example.com:443/Remote/Services86/",
                "field=4711, table: 5",
                "<Ticket i:nil=\"true\"/>and so on",
                "<Ticket></Ticket>",
                "the token<>and so on",
                "Blåbærsyltetøy € 😀",
                ""
            })
    void ordinaryTextStays(String text) {
        assertThat(knowing().redact(text)).isEqualTo(text);
    }

    @Test
    void controlCharactersBecomeOneSpace() {
        assertThat(knowing().redact("one\r\n\ttwo\u0000three\u0085four\u2028five\u001b[31m"))
                .isEqualTo("one two three four five [31m");
    }
}
