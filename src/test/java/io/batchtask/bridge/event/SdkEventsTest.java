package io.batchtask.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.batchtask.bridge.it.world.SdkReading;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.Origin;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event is one to the CloudEvents SDK, too. */
class SdkEventsTest {
    private static final ConsumedRecord REQUEST = Samples.record("order-7");

    private static ConsumerRecord<byte[], byte[]> written(
            EventFormat format, String tenant, ConsumedRecord request, BatchTask task) {
        TaskEvent event =
                new EventWriter(format, tenant, Schemas.BASE, Mask.NONE).describe(Samples.answer(request, task));
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("info", 0, 0, event.key(), value(event));
        event.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
    }

    private static byte[] value(TaskEvent event) {
        try {
            return EventJson.mapper().writeValueAsBytes(event.value());
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTaskThatIsThereOneWithoutFieldsAndOneThatIsNotThere(EventFormat format) {
        SdkReading.check(written(format, "Cust12345", REQUEST, Samples.task()));
        SdkReading.check(written(format, "Cust12345", REQUEST, Samples.bare()));
        SdkReading.check(written(format, "Cust12345", REQUEST, null));
    }

    @ParameterizedTest
    @EnumSource
    void aTracedOne(EventFormat format) {
        TaskEvent event =
                new EventWriter(format, "Cust12345", Schemas.BASE, Mask.NONE).describe(SchemaSamples.notFound());
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("info", 0, 0, event.key(), value(event));
        event.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        SdkReading.check(record);
        if (format == EventFormat.CLOUDEVENTS_STRUCTURED) {
            assertThat(SdkReading.read(record).getExtensionNames())
                    .containsExactlyInAnyOrder("causationid", "correlationid", "traceparent", "tracestate");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "Å/ø", "100%", "?q=1#f", "::", "~*'()!", "日本", "😀", "a\u0000b", "\"{}[]|\\^`<>"})
    void theSourceIsAUriWhateverTheTenantIsCalled(String tenant) {
        SdkReading.check(written(EventFormat.CLOUDEVENTS_BINARY, tenant, REQUEST, null));
        SdkReading.check(written(EventFormat.CLOUDEVENTS_STRUCTURED, tenant, REQUEST, null));
    }

    /** Producers that count in microseconds exist; CloudEvents knows no year of five digits. */
    @ParameterizedTest
    @CsvSource({
        "-1, false",
        "0, true",
        "1, true",
        "253402300799999, true",
        "253402300800000, false",
        "1700000000000000, false",
        "9223372036854775807, false"
    })
    void theTimeIsOneOrMissing(long timestamp, boolean there) {
        ConsumedRecord request =
                new ConsumedRecord(new Origin("ids", 3, 77), timestamp, null, Samples.bytes("4711"), List.of());
        for (EventFormat format : List.of(EventFormat.CLOUDEVENTS_BINARY, EventFormat.CLOUDEVENTS_STRUCTURED)) {
            ConsumerRecord<byte[], byte[]> event = written(format, "", request, Samples.task());
            SdkReading.check(event);
            assertThat(SdkReading.read(event).getTime() != null).isEqualTo(there);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_foreign",
                "CE_time",
                "Ce_Id",
                "content-type",
                "Content-Type",
                "ce_",
                "ce-id",
                "cloudEvents:id"
            })
    void noHeaderOfTheRequestSpeaksForTheEvent(String name) {
        ConsumedRecord request = Samples.record("order-7", Header.text(name, "application/cloudevents+xml"));
        SdkReading.check(written(EventFormat.CLOUDEVENTS_BINARY, "", request, null));
        SdkReading.check(written(EventFormat.CLOUDEVENTS_STRUCTURED, "", request, null));
    }
}
