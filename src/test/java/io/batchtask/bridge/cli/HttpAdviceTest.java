package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAdviceTest {
    private static final Optional<ProxyAdvice> PROXY =
            Optional.of(new ProxyAdvice("proxy.example.com:3128", false, true));

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 400, 404, 405, 411, 415})
    void whatMayBeTheWayOfAServiceWithAGetIsNoFailure(int status) {
        assertThat(HttpAdvice.of(status, name -> Optional.empty(), PROXY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308, 401, 403, 407, 421, 429, 500, 501, 502, 503, 504, 511, 599})
    void anyOtherIsOneAndHasItsAdvice(int status) {
        assertThat(HttpAdvice.of(status, name -> Optional.empty(), Optional.empty()))
                .hasValueSatisfying(advice -> assertThat(advice).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407, 502, 503, 504})
    void theProxyIsNamedWhereItMayBeTheOneThatAnswers(int status) {
        assertThat(HttpAdvice.of(status, name -> Optional.empty(), PROXY))
                .hasValueSatisfying(advice -> assertThat(advice).contains("proxy.example.com:3128"));
    }

    @ParameterizedTest
    @CsvSource({
        "http-401, anonymous access",
        "http-503, a gateway answers",
        "misdirected, another host",
        "throttled, rate-limit",
    })
    void theFailureOfASoapCallHasTheSame(String code, String words) {
        assertThat(HttpAdvice.ofCode(code, Optional.empty()))
                .hasValueSatisfying(advice -> assertThat(advice).contains(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | Basic realm=\"out\" | wants a user name and a password: batchtask.netserver.proxy.username and .password",
                "true | Negotiate, Basic realm=\"out\" | refuses the user name and the password: check batchtask.netserver.proxy.username",
                "true | | refuses the user name and the password",
                "true | Negotiate, NTLM | offers Negotiate, NTLM to sign in with, and only Basic is supported",
                "false | NTLM | offers NTLM to sign in with, and only Basic is supported",
            })
    void aProxyThatWantsASignInIsExplainedByWhatItOffersAndWhatItGot(boolean signsIn, String offer, String words) {
        Optional<ProxyAdvice> proxy = Optional.of(new ProxyAdvice("proxy.example.com:3128", signsIn, true));

        assertThat(HttpAdvice.of(407, name -> Optional.ofNullable(offer), proxy))
                .hasValueSatisfying(advice -> assertThat(advice).contains(words));
    }

    @ParameterizedTest
    @CsvSource({
        "connect-refused, 'check batchtask.netserver.proxy.url, and that the proxy runs'",
        "connect-timeout, 'check batchtask.netserver.proxy.url, and firewalls'",
        "unknown-host, check the host in batchtask.netserver.proxy.url",
        "response-timeout, 'the proxy proxy.example.com:3128, or what is behind it, does not answer in time'",
    })
    void aProxyThatIsNotThereIsLookedForWhereItIsNamed(String code, String words) {
        assertThat(HttpAdvice.ofCode(code, PROXY))
                .hasValueSatisfying(advice -> assertThat(advice).contains(words));
        assertThat(HttpAdvice.ofCode(code, Optional.empty())).isEmpty();
    }

    @Test
    void aProxyOfTheEnvironmentIsCorrectedThere() {
        Optional<ProxyAdvice> proxy = Optional.of(new ProxyAdvice("proxy.example.com:3128", true, false));

        assertThat(HttpAdvice.ofCode("connect-refused", proxy))
                .hasValueSatisfying(advice -> assertThat(advice).contains("check HTTPS_PROXY or HTTP_PROXY"));
        assertThat(HttpAdvice.ofCode("http-407", proxy))
                .hasValueSatisfying(
                        advice -> assertThat(advice).contains("HTTPS_PROXY").doesNotContain("batchtask."));
    }

    @Test
    void aFailureThatIsNoStatusHasNone() {
        assertThat(HttpAdvice.ofCode("connection-lost", PROXY)).isEmpty();
        assertThat(HttpAdvice.ofCode("http-404", PROXY)).isEmpty();
    }
}
