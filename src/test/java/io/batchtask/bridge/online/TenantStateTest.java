package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.failure.Excerpt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantStateTest {
    private static TenantState state(String json) {
        try {
            return TenantState.of(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Running, true",
        "OnlineMaintenance, true",
        "2, true",
        "5, true",
        "Unknown, true",
        "OfflineMaintenance, false",
        "6, false",
        "Suspended, false",
        "Deleting, false"
    })
    void withoutIsRunningTheStateTells(String word, boolean running) {
        assertThat(state("{'State':'" + word + "'}").running()).isEqualTo(running);
    }

    @Test
    void aStateThatIsANumberIsUnderstood() {
        assertThat(state("{'State':6}").running()).isFalse();
        assertThat(state("{'State':5}").running()).isTrue();
    }

    @Test
    void isRunningDecidesWhenItIsSaid() {
        assertThat(state("{'State':'Running','IsRunning':false}").running()).isFalse();
        assertThat(state("{'State':'OfflineMaintenance','IsRunning':true}").running())
                .isTrue();
    }

    @Test
    void namesMayBeginWithASmallLetter() {
        TenantState state = state("{'endpoint':'https://online3.superoffice.com/Cust1/','state':'Running',"
                + "'isRunning':false,'validUntil':'2026-01-01T00:00:00Z'}");
        assertThat(state.endpoint()).isEqualTo("https://online3.superoffice.com/Cust1");
        assertThat(state.running()).isFalse();
        assertThat(state.validUntil()).isPresent();
    }

    @Test
    void whatItSaysMayBeLogged() {
        String word = state("{'State':'Away\\r\\n2026 INFO forged " + "x".repeat(100_000) + "'}")
                .word();

        assertThat(word).startsWith("Away 2026 INFO forged").hasSizeLessThan(300);
        assertThat(Excerpt.brief("a\nb" + "c".repeat(100_000)))
                .startsWith("a bc")
                .hasSizeLessThan(300);
    }

    @Test
    @Timeout(10)
    void anAddressOfMoreSlashesThanAnythingIsReadInNoTime() {
        String slashes = "/".repeat(900_000);

        assertThat(state("{'Endpoint':'https://a" + slashes + "'}").endpoint()).isEqualTo("https://a");
        assertThat(state("{'Endpoint':'https://a" + slashes + "b'}").endpoint()).endsWith("/b");
    }

    @Test
    void anAnswerThatSaysNothingIsNoReasonToStop() {
        assertThat(state("{}").running()).isTrue();
    }
}
