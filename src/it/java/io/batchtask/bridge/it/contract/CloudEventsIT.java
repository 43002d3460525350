package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Input;
import io.batchtask.bridge.it.world.SdkReading;
import io.batchtask.bridge.it.world.SdkRequests;
import io.batchtask.bridge.it.world.SdkRequests.Mode;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.rw.CloudEventRWException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge and the CloudEvents SDK understand each other: its consumers our events, we its producers' requests. */
class CloudEventsIT {
    private static final int TASKS = 300;
    private static final List<Fault> UNUSUAL = List.of(
            Fault.NIL_STRINGS,
            Fault.EMPTY_STRINGS,
            Fault.LONG_STRINGS,
            Fault.NIL_DICTIONARY_VALUE,
            Fault.NEVER_STARTED,
            Fault.STATE_UNKNOWN_WORD,
            Fault.NIL_VALUES,
            Fault.CONTROL_REFERENCES);
    private static final List<Fault> NOT_THERE = List.of(Fault.NOT_FOUND, Fault.NIL_RESPONSE);

    private static World population(String format) {
        World world = World.create(1).set("events.format", format).set("netserver.tenant", "Kündé 7/8 100%");
        for (int task = 1; task <= TASKS; task++) {
            if (task % 3 == 0) {
                world.netServer.fault(task, UNUSUAL.get(task / 3 % UNUSUAL.size()));
            } else if (task % 5 == 0) {
                world.netServer.fault(task, NOT_THERE.get(task / 5 % NOT_THERE.size()));
            }
            Header odd = Input.header(task % 2 == 0 ? "Ce_Type" : "content-TYPE", "ü \"" + task);
            world.send(Input.bytes(task % 7 == 0 ? null : "key " + task), Input.bytes("" + task), odd);
        }
        return world;
    }

    private static String type(int task) {
        return task % 3 != 0 && task % 5 == 0 ? "io.batchtask.notfound.v1" : "io.batchtask.info.v1";
    }

    @ParameterizedTest
    @CsvSource({"cloudevents-binary", "cloudevents-structured"})
    void itsConsumerReadsEveryEvent(String format) {
        try (World world = population(format)) {
            Service service = world.service();
            world.closeTheBooks(service);

            Map<String, CloudEvent> read = new HashMap<>();
            read(world, event -> assertThat(read.put(event.getSubject(), event)).isNull(), () -> read.size() == TASKS);

            IntStream.rangeClosed(1, TASKS).forEach(task -> {
                CloudEvent event = read.get("" + task);
                assertThat(event.getType()).as("task %d", task).isEqualTo(type(task));
                assertThat(event.getSource().getPath()).isEqualTo("/superoffice/Kündé 7/8 100%/batchtask");
                assertThat(event.getDataContentType()).isEqualTo("application/json");
            });
            assertThat(read.values()).extracting(CloudEvent::getId).doesNotHaveDuplicates();
        }
    }

    /** The third format is not one of CloudEvents; a consumer of the SDK says so rather than misread it. */
    @Test
    void itsConsumerRefusesPlainJson() {
        try (World world = population("json")) {
            Service service = world.service();
            world.closeTheBooks(service);

            List<ConsumerRecord<byte[], byte[]>> events = Tail.all(world, world.info);
            assertThat(events).hasSize(TASKS).allSatisfy(SdkReading::check);
            assertThatThrownBy(() -> read(world, event -> {}, () -> false))
                    .isInstanceOf(RecordDeserializationException.class)
                    .hasCauseInstanceOf(CloudEventRWException.class);
        }
    }

    /** With the SDK's deserializer, from the beginning, until that has come true. */
    private static void read(World world, Consumer<CloudEvent> out, Callable<Boolean> enough) {
        try (KafkaConsumer<byte[], CloudEvent> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", world.broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new CloudEventDeserializer())) {
            List<TopicPartition> only = List.of(new TopicPartition(world.info, 0));
            consumer.assign(only);
            consumer.seekToBeginning(only);
            Awaitility.await().pollInSameThread().atMost(Timeouts.LONG).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(event -> out.accept(event.value()));
                return enough.call();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"cloudevents-binary", "cloudevents-structured"})
    void whatItsProducerWritesIsARequestAndTheCauseOfItsEvent(String format) {
        try (World world = World.create().set("events.format", format)) {
            Service service = world.service();
            Map<String, CloudEvent> sent = new HashMap<>();
            for (Mode mode : Mode.values()) {
                SdkRequests.of(42).forEach((what, event) -> {
                    String key = mode + " " + what;
                    sent.put(key, event);
                    var request = SdkRequests.written(world.ids, Input.bytes(key), mode, event);
                    world.send(request.key(), request.value(), request.headers().toArray());
                });
            }
            world.closeTheBooks(service);

            assertThat(Tail.all(world, world.info))
                    .allSatisfy(event -> {
                        CloudEvent asked = sent.get(Tail.text(event.key()));
                        CloudEvent answer = SdkReading.read(event);
                        assertThat(answer.getSubject()).isEqualTo("42");
                        assertThat(answer.getExtension("causationid")).isEqualTo(asked.getId());
                        assertThat(answer.getExtension("correlationid"))
                                .isEqualTo(
                                        Objects.requireNonNullElse(asked.getExtension("correlationid"), asked.getId()));
                        assertThat(Tail.header(event, "batchtask-request-id")).isEqualTo(asked.getId());
                        assertThat(Tail.header(event, "batchtask-request-source"))
                                .isEqualTo(asked.getSource().toString());
                    })
                    .extracting(event -> Tail.text(event.key()))
                    .containsExactlyInAnyOrderElementsOf(sent.keySet());
            assertThat(world.end(world.deadLetter)).isZero();
        }
    }
}
