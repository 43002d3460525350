package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAdviceTest {
    private static final Optional<String> PROXY = Optional.of("proxy.example.com:3128");

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

    @Test
    void aFailureThatIsNoStatusHasNone() {
        assertThat(HttpAdvice.ofCode("connection-lost", PROXY)).isEmpty();
        assertThat(HttpAdvice.ofCode("http-404", PROXY)).isEmpty();
    }
}
