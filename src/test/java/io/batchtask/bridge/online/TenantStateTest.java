package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantStateTest {
    private static TenantState state(String json) throws JsonProcessingException {
        return TenantState.of(JsonMapper.builder().build().readTree(json));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"Running\"', true",
        "'\"running\"', true",
        "'\"OnlineMaintenance\"', true",
        "'\"5\"', true",
        "2, true",
        "5, true",
        "'\"OfflineMaintenance\"', false",
        "'\"Suspended\"', false",
        "'\"Unknown\"', false",
        "0, false",
        "6, false",
        "25, false"
    })
    void whetherItRunsIsToldByItsStateWhenNothingElseTellsIt(String word, boolean runs) throws Exception {
        assertThat(state("{\"State\":" + word + "}").running()).isEqualTo(runs);
        assertThat(state("{\"State\":" + word + ",\"IsRunning\":null}").running())
                .isEqualTo(runs);
        assertThat(state("{\"State\":" + word + ",\"IsRunning\":" + !runs + "}").running())
                .isNotEqualTo(runs);
    }

    @Test
    void namesMayBeWrittenInAnyCase() throws Exception {
        TenantState state = state("{\"endpoint\":\"https://sod2.superoffice.com/Cust12345/\",\"state\":\"Suspended\","
                + "\"isRunning\":false,\"validuntil\":\"2026-01-01T00:10:00Z\"}");

        assertThat(state.endpoint()).isEqualTo("https://sod2.superoffice.com/Cust12345");
        assertThat(state.word()).isEqualTo("Suspended");
        assertThat(state.running()).isFalse();
        assertThat(state.validUntil()).contains(Instant.parse("2026-01-01T00:10:00Z"));
    }

    @Test
    void whatSaysNothingClosesNothing() throws Exception {
        assertThat(state("{}").running()).isTrue();
    }
}
