package io.batchtask.bridge.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.SdkRequests;
import io.batchtask.bridge.it.world.SdkRequests.Mode;
import io.batchtask.bridge.request.ReadResult.Readable;
import io.batchtask.bridge.request.ReadResult.Unreadable;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.Origin;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the CloudEvents SDK writes is a request. */
class SdkRequestsTest {
    private static ReadResult read(Mode mode, CloudEvent event) {
        ProducerRecord<byte[], byte[]> written = SdkRequests.written("ids", null, mode, event);
        List<Header> headers = new ArrayList<>();
        written.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new RequestReader()
                .read(new ConsumedRecord(new Origin("ids", 3, 77), 0, null, written.value(), headers));
    }

    static Stream<Arguments> requests() {
        return Stream.of(Mode.values()).flatMap(mode -> SdkRequests.of(42).entrySet().stream()
                .map(request -> Arguments.of(mode, request.getKey(), request.getValue())));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("requests")
    void isReadWhateverElseItCarries(Mode mode, String what, CloudEvent event) {
        assertThat(read(mode, event)).isInstanceOfSatisfying(Readable.class, readable -> assertThat(
                        readable.request().taskId())
                .isEqualTo(42));
    }

    @ParameterizedTest
    @EnumSource
    void follows(Mode mode) {
        CloudEvent event = SdkRequests.event("application/json", "{\"id\":42,\"follow\":true}")
                .build();
        assertThat(read(mode, event)).isInstanceOfSatisfying(Readable.class, readable -> assertThat(
                        readable.request().follow())
                .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void asksForNothingWithoutData(Mode mode) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("42")
                .withType("ask")
                .withSource(URI.create("/tests"))
                .build();
        assertThat(read(mode, event)).isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(
                        unreadable.failure().code())
                .isEqualTo(mode == Mode.BINARY ? "null-value" : "bad-cloudevent"));
    }

    @ParameterizedTest
    @EnumSource
    void anEventOfAnotherAgeIsNone(Mode mode) {
        CloudEvent event = CloudEventBuilder.v03()
                .withId("1")
                .withType("ask")
                .withSource(URI.create("/tests"))
                .withData("application/json", "42".getBytes(StandardCharsets.UTF_8))
                .build();
        assertThat(read(mode, event)).isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(
                        unreadable.failure().code())
                .isEqualTo("bad-cloudevent"));
    }
}
