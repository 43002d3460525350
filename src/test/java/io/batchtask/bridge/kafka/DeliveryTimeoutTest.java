package io.batchtask.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTimeoutTest {
    private final Map<String, String> client = new HashMap<>();

    @ParameterizedTest(name = "drain {0}, session {1}, poll interval {2}: delivery {3}, request {4}")
    @CsvSource(
            value = {
                "30000, null, null, 15000, 5000",
                "600000, null, null, 15000, 5000",
                "12000, null, null, 6000, 2000",
                "30000, 30000, null, 10000, 3333",
                "30000, 6000, null, 2000, 1000",
                "30000, null, 20000, 5000, 1666",
                "1000, null, null, 1000, 1000",
                "0, null, null, 1000, 1000",
                "30000, 1000, null, 1000, 1000",
            },
            nullValues = "null")
    void aDeliveryFitsIntoWhatIsLeftOfDrainAndSession(
            long drain, String session, String pollInterval, long timeout, long request) {
        put("session.timeout.ms", session);
        put("max.poll.interval.ms", pollInterval);

        assertThat(DeliveryTimeout.of(client, Duration.ofMillis(drain)))
                .isEqualTo(new DeliveryTimeout(Duration.ofMillis(timeout), Duration.ofMillis(request)));
    }

    private void put(String name, String value) {
        if (value != null) {
            client.put(name, value);
        }
    }

    @Test
    void theUsersOwnTimesHoldAndKafkasRuleWithThem() {
        Duration drain = Duration.ofSeconds(30);

        client.put("delivery.timeout.ms", "60000");
        assertThat(DeliveryTimeout.of(client, drain)).isEqualTo(seconds(60, 5));
        client.put("request.timeout.ms", "40000");
        assertThat(DeliveryTimeout.of(client, drain)).isEqualTo(seconds(60, 40));
        client.put("linger.ms", "30000");
        assertThat(DeliveryTimeout.of(client, drain)).as("Kafka refuses less").isEqualTo(seconds(70, 40));
        client.remove("delivery.timeout.ms");
        assertThat(DeliveryTimeout.of(client, drain)).isEqualTo(seconds(70, 40));
    }

    @Test
    void theLingerIsPartOfTheDelivery() {
        client.put("linger.ms", "12000");

        assertThat(DeliveryTimeout.of(client, Duration.ofSeconds(30))).isEqualTo(seconds(15, 3));
    }

    @Test
    void whatIsNoNumberIsLeftToTheClientToComplainAbout() {
        client.put("session.timeout.ms", "${secrets:file:session}");
        client.put("request.timeout.ms", "soon");

        assertThat(DeliveryTimeout.of(client, Duration.ofSeconds(30))).isEqualTo(seconds(15, 5));
    }

    private static DeliveryTimeout seconds(long timeout, long request) {
        return new DeliveryTimeout(Duration.ofSeconds(timeout), Duration.ofSeconds(request));
    }
}
