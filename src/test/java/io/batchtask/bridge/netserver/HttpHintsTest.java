package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHintsTest {
    private static String hint(int status, String name, String value) {
        return HttpHints.of(
                status, asked -> Optional.ofNullable(Map.of(name, value).get(asked)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://crm.example.com/Remote/, https://crm.example.com/Remote/",
        "https://bob:pa@ss@crm.example.com/login, https://crm.example.com/login",
        "https://bob:secret@crm.example.com/login?ticket=7T:abc#top, https://crm.example.com/login",
        "http://crm_server:8080/x, http://crm_server:8080/x",
        "/login?ReturnUrl=%2fRemote%2f, /login",
        "//other.example.com, //other.example.com",
        "mailto:bob@example.com, ''",
        "'http://[', ''",
        "'?a=b', ''",
    })
    void aRedirectSaysWhereToWithoutItsSecrets(String location, String reported) {
        assertThat(hint(301, "Location", location))
                .isEqualTo(reported.isEmpty() ? "" : " (Location: " + reported + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Negotiate | Negotiate",
                "Negotiate, NTLM | Negotiate, NTLM",
                "Negotiate TlRMTVNTUAABAAAA==, NTLM, NTLM | Negotiate, NTLM",
                "Basic realm=\"a, Digest b\", charset=\"UTF-8\", Bearer | Basic, Bearer",
                "Digest realm = \"x\", qop=auth, nonce=abc | Digest",
                "Basic realm=\"never ends, Evil | Basic",
                "A, B, C, D, E, F, G | A, B, C, D, E",
            })
    void aDoorSaysHowItWantsPeopleToSignIn(String challenges, String reported) {
        assertThat(hint(401, "WWW-Authenticate", challenges)).isEqualTo(" (WWW-Authenticate: " + reported + ")");
        assertThat(hint(407, "Proxy-Authenticate", challenges)).isEqualTo(" (Proxy-Authenticate: " + reported + ")");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 304, 403, 404, 500, 503})
    void otherAnswersSayNothingMore(int status) {
        assertThat(hint(status, "Location", "/login")).isEmpty();
        assertThat(hint(status, "WWW-Authenticate", "Basic")).isEmpty();
    }

    @Test
    void withoutTheHeaderThereIsNothingToTell() {
        assertThat(HttpHints.of(301, name -> Optional.empty())).isEmpty();
        assertThat(HttpHints.of(401, name -> Optional.empty())).isEmpty();
    }

    @Test
    void hostileHeadersBecomeShortText() {
        assertThat(hint(301, "Location", "https://example.com/" + "a".repeat(1_000)))
                .hasSizeLessThan(230);
        assertThat(hint(301, "Location", "https://example.com/" + "a".repeat(1_000_000)))
                .isEmpty();
        assertThat(hint(401, "WWW-Authenticate", "\"".repeat(1_000_000))).isEmpty();
        assertThat(hint(401, "WWW-Authenticate", "x".repeat(1_000_000))).isEmpty();
        assertThat(hint(401, "WWW-Authenticate", "\u001b[31mBasic, \r\nfake log line"))
                .doesNotContain("\u001b");
    }
}
