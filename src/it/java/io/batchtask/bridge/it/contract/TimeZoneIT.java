package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From NetServer's date-times to the instants in an event. */
class TimeZoneIT {
    /** What NetServer writes, and what an event says when the installation's base time zone is Oslo's. */
    private static final List<String[]> TIMES = List.of(
            row("2021-03-25T21:36:03", "2021-03-25T20:36:03Z", "winter: an hour ahead"),
            row("2021-07-01T10:00:00", "2021-07-01T08:00:00Z", "summer: two hours ahead"),
            row("2021-07-01T10:00:00Z", "2021-07-01T10:00:00Z", "an explicit zone wins"),
            row("2021-07-01T12:00:00+02:00", "2021-07-01T10:00:00Z", "an explicit offset wins"),
            row("2021-07-01T05:30:00-05:30", "2021-07-01T11:00:00Z", "also one of half hours"),
            row("2021-07-01T10:00:00.4593434", "2021-07-01T08:00:00.459343Z", "seven digits of .NET"),
            row("2021-07-01T10:00:00.4593434Z", "2021-07-01T10:00:00.459343Z", "seven digits and a zone"),
            row("2021-07-01T10:00:00.5", "2021-07-01T08:00:00.500Z", "one digit"),
            row("2021-07-01T10:00:00.000", "2021-07-01T08:00:00Z", "digits that say nothing"),
            row("2021-03-28T01:59:59", "2021-03-28T00:59:59Z", "the last second before the clock jumps"),
            row("2021-03-28T02:30:00", "2021-03-28T01:30:00Z", "a time the clock jumps over moves on by the gap"),
            row("2021-03-28T03:00:00", "2021-03-28T01:00:00Z", "the first second after the jump"),
            row("2021-10-31T01:59:59", "2021-10-30T23:59:59Z", "the last second before an hour is repeated"),
            row("2021-10-31T02:30:00", "2021-10-31T00:30:00Z", "a time that occurs twice is the earlier one"),
            row("2021-10-31T03:00:00", "2021-10-31T02:00:00Z", "the first second after the repeated hour"),
            row("2021-12-31T23:30:00-01:00", "2022-01-01T00:30:00Z", "next year in UTC"),
            row("2020-02-29T00:30:00", "2020-02-28T23:30:00Z", "a leap day, yesterday in UTC"),
            row("9999-12-31T00:00:00", "9999-12-30T23:00:00Z", "for ever"),
            row("0001-01-01T00:00:00", null, ".NET's smallest value means never"),
            row("0001-01-01T00:00:00Z", null, "with a zone, too"),
            row("0001-01-01T05:00:00", null, "and moved by a conversion of zones"),
            row("1760-01-01T00:00:00", null, "so is never stored"));

    private static String[] row(String... cells) {
        return cells;
    }

    private static JsonNode data(ConsumerRecord<byte[], byte[]> event) {
        try {
            return JsonMapper.builder().build().readTree(event.value());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void timesWithoutAZoneAreReadInTheBaseTimeZoneAndAllOthersAsTheyAre() {
        try (World world = World.create().set("netserver.base-time-zone", "Europe/Oslo")) {
            for (int i = 0; i < TIMES.size(); i++) {
                world.netServer.says(i + 1, "LastStarted", TIMES.get(i)[0]);
                world.netServer.says(i + 1, "Created", "2021-07-01T10:00:00"); // UTC by nature, whatever the zone
                world.send(null, String.valueOf(i + 1));
            }
            world.service();

            Map<Integer, String> started = new LinkedHashMap<>();
            for (var event : world.tail(world.info).await(TIMES.size())) {
                JsonNode data = data(event);
                started.put(data.get("id").asInt(), data.get("lastStarted").textValue());
                assertThat(data.get("created").textValue()).isEqualTo("2021-07-01T10:00:00Z");
            }

            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < TIMES.size(); i++) {
                String[] row = TIMES.get(i);
                if (!started.containsKey(i + 1) || !java.util.Objects.equals(started.get(i + 1), row[1])) {
                    wrong.add(row[2] + ": " + row[0] + " became " + started.get(i + 1) + ", not " + row[1]);
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void createdIsUtcUnlessItSaysOtherwise() {
        try (World world = World.create().set("netserver.base-time-zone", "Europe/Oslo")) {
            world.netServer.says(1, "Created", "2021-07-01T10:00:00.4593434");
            world.netServer.says(2, "Created", "2021-07-01T10:00:00+02:00");
            world.netServer.says(3, "Created", "0001-01-01T00:00:00");
            List.of("1", "2", "3").forEach(id -> world.send("one lane", id));
            world.service();

            assertThat(world.tail(world.info).await(3).stream()
                            .map(event -> data(event).get("created").textValue()))
                    .containsExactly("2021-07-01T10:00:00.459343Z", "2021-07-01T08:00:00Z", null);
        }
    }

    @ParameterizedTest
    @CsvSource({"261, Europe/Oslo", "NO, Europe/Oslo", "US-NY, America/New_York", "1, UTC"})
    void timesAskedForInAZoneMeanTheSameInstants(String asked, String sameZone) {
        try (World world = World.create().set("netserver.time-zone", asked).set("netserver.base-time-zone", sameZone)) {
            world.netServer.says(1, "LastStarted", "2021-03-25T21:36:03"); // in NetServer's own base time zone, UTC
            world.netServer.says(2, "LastStarted", "2021-07-01T23:36:03");
            world.service();
            world.send("one lane", "1");
            world.send("one lane", "2");

            assertThat(world.tail(world.info).await(2).stream()
                            .map(event -> data(event).get("lastStarted").textValue()))
                    .containsExactly("2021-03-25T21:36:03Z", "2021-07-01T23:36:03Z");
            assertThat(world.netServer.journal()).extracting(Call::timeZone).containsOnly(Optional.of(asked));
        }
    }

    @Test
    void noZoneIsAskedForUnlessTheSettingsSaySo() {
        try (World world = World.create().signInByPassword()) {
            world.service();
            world.send(null, "1");
            world.tail(world.info).await(1);

            assertThat(world.netServer.journal())
                    .hasSize(2)
                    .extracting(Call::timeZone)
                    .containsOnly(Optional.empty());
        }
    }

    @Test
    void signingInCarriesNoTimeZone() {
        try (World world = World.create().signInByPassword().set("netserver.time-zone", "NO")) {
            world.service();
            world.send(null, "1");
            world.tail(world.info).await(1);

            assertThat(world.netServer.journal())
                    .extracting(Call::operation, Call::timeZone)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("AuthenticateUsernamePassword", Optional.empty()),
                            org.assertj.core.groups.Tuple.tuple("GetBatchTaskInfo", Optional.of("NO")));
        }
    }
}
