package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.OnlineApp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedTokenTest {
    private static final OnlineApp APP = OnlineApp.register("secret", "My App 2-AbCdEf1234");

    private static String at(String instant, String zoneOfTheClock) {
        Clock clock = Clock.fixed(Instant.parse(instant), ZoneId.of(zoneOfTheClock));
        return SignedToken.of(APP.systemUserToken(), APP.privateKey(), clock);
    }

    @Test
    void itIsTheTokenTheMinuteAndTheSignatureOfBoth() {
        String[] parts = at("2026-11-25T02:03:04.999Z", "UTC").split("\\.");

        assertThat(parts).hasSize(3);
        assertThat(parts[0]).isEqualTo("My App 2-AbCdEf1234");
        assertThat(parts[1]).isEqualTo("202611250203");
        assertThat(APP.hasSigned(parts[0] + "." + parts[1], Base64.getDecoder().decode(parts[2])))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:30:00Z, Europe/Oslo, 202603290030", // an hour before Oslo's clock jumps
        "2026-07-01T13:05:59Z, America/New_York, 202607011305", // afternoon: 24 hours, not 12
        "2025-12-31T23:59:59Z, Asia/Tokyo, 202512312359", // tomorrow, and next year, in Tokyo
        "2026-01-01T00:00:00Z, Pacific/Honolulu, 202601010000"
    })
    void theMinuteIsInUtcWhateverTheZoneOfTheMachine(String instant, String zone, String minute) {
        assertThat(at(instant, zone).split("\\.")[1]).isEqualTo(minute);
    }

    @Test
    void theSignatureIsStandardBase64WithPadding() {
        String signature = at("2026-11-25T02:03:04Z", "UTC").split("\\.")[2];

        assertThat(signature).hasSize(344).endsWith("==").matches("[A-Za-z0-9+/]+==");
    }
}
