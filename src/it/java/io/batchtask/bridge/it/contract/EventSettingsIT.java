package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Expected;
import io.batchtask.bridge.it.world.SdkReading;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings change about an event. */
class EventSettingsIT {
    @Test
    void aTaskThatIsNotThereIsADeadLetterWhenAskedFor() {
        try (World world = World.create().set("events.not-found", "dead-letter")) {
            world.netServer.fault(7, Fault.NOT_FOUND);
            Service service = world.service();
            world.send("order-7", "{\"taskId\":7}");

            ConsumerRecord<byte[], byte[]> letter =
                    world.tail(world.deadLetter).await(1).get(0);

            assertThat(Tail.end(letter)).isEqualTo("not-found/SoNotFoundException at look-up attempts=1");
            assertThat(Tail.text(letter.key())).isEqualTo("order-7");
            assertThat(Tail.text(letter.value())).isEqualTo("{\"taskId\":7}");
            world.closeTheBooks(service);
            assertThat(world.tail(world.info).size()).isZero();
        }
    }

    @Test
    void aTaskThatIsNotThereIsNothingWhenAskedFor() {
        try (World world = World.create(1).set("events.not-found", "drop")) {
            world.netServer.fault(7, Fault.NIL_RESPONSE);
            Service service = world.service();
            world.send(null, "7");
            world.send(null, "42");

            List<ConsumerRecord<byte[], byte[]>> events = world.tail(world.info).await(1);

            world.closeTheBooks(service);
            assertThat(events).extracting(event -> Tail.text(event.key())).containsExactly("42");
            assertThat(service.ledger().balance().dropped()).isEqualTo(1);
            assertThat(service.ledger().balance().rejected()).isZero();
        }
    }

    @Test
    void maskedFieldsAreLeftOutAndTheOthersKeepTheirOrder() throws IOException {
        try (World world = World.create().set("events.mask", "description,request,parameterObject")) {
            Service service = world.service();
            world.send(null, "42");

            byte[] value = world.tail(world.info).await(1).get(0).value();

            List<String> fields = new ArrayList<>();
            new ObjectMapper().readTree(value).fieldNames().forEachRemaining(fields::add);
            assertThat(String.join(" ", fields))
                    .isEqualTo("id name associateId detailsTable detailsRecord isSystemTask isInternalTask lastStarted"
                            + " created startCount databaseSerialNumber context result state response"
                            + " progressDescription progressPercent");
            world.closeTheBooks(service);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-binary", "cloudevents-structured", "json"})
    void aMaskedParameterIsLeftOutAndNothingElse(String format) {
        try (World world = World.create(1)
                .set("events.format", format)
                .set("events.mask", "parameterObject.SelectionId, parameterObject.mode")) {
            Service service = world.service();
            world.send(null, "42");

            String value = Tail.text(world.tail(world.info).await(1).get(0).value());

            assertThat(value).contains(Expected.TASK_42.replace("\"SelectionId\":\"42\",", ""));
            world.closeTheBooks(service);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-binary", "cloudevents-structured"})
    void theSchemasAreWhereTheyAreSaidToBe(String format) {
        try (World world = World.create(1)
                .set("events.format", format)
                .set("events.schema-base", "https://schemas.example/batchtask/")) {
            world.netServer.fault(7, Fault.NOT_FOUND);
            Service service = world.service();
            world.send(null, "42");
            world.send(null, "7");

            assertThat(world.tail(world.info).await(2))
                    .extracting(event -> SdkReading.read(event).getDataSchema().toString())
                    .containsExactlyInAnyOrder(
                            "https://schemas.example/batchtask/batchtask-info-v1.json",
                            "https://schemas.example/batchtask/batchtask-notfound-v1.json");
            world.closeTheBooks(service);
        }
    }

    @Test
    void aTimeWithoutAZoneIsMeantInTheBaseTimeZoneButCreatedIsAlwaysUtc() {
        try (World world = World.create().set("netserver.base-time-zone", "Europe/Oslo")) {
            Service service = world.service();
            Tail events = world.tail(world.info);

            assertThat(lastStarted(world, events, null)).isEqualTo("2021-03-25T21:18:03Z"); // winter: an hour
            assertThat(lastStarted(world, events, Fault.DATE_WITH_FRACTION))
                    .isEqualTo("2021-07-01T08:00:00.459343Z"); // summer: two
            assertThat(lastStarted(world, events, Fault.DATE_WITH_Z)).isEqualTo("2021-07-01T10:00:00Z");
            assertThat(lastStarted(world, events, Fault.DATE_WITH_OFFSET)).isEqualTo("2021-07-01T10:00:00Z");
            assertThat(events.records()).allSatisfy(event -> assertThat(Tail.text(event.value()))
                    .contains("\"created\":\"2021-03-25T22:17:03Z\""));
            world.closeTheBooks(service);
        }
    }

    private static String lastStarted(World world, Tail events, Fault date) {
        world.netServer.fault(42, date);
        String key = String.valueOf(date);
        world.send(key, "42");
        String value = Tail.text(
                events.awaitOne(event -> key.equals(Tail.text(event.key()))).value());
        return value.replaceAll(".*\"lastStarted\":\"([^\"]*)\".*", "$1");
    }
}
