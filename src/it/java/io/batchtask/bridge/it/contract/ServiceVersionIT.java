package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service version at the end of the address decides which fields an event has, and nothing else. */
class ServiceVersionIT {
    private static final int TASKS = 60;
    private static final String TENANT = "Cust12345";

    /** Of what Services88 says besides; what comes before it is the same in every version. */
    private static final String MORE = ",\"fileName\":(\"export-\\d+\\.csv\"|null),\"cancellationBehaviour\":"
            + "\"(CanCancel|CancelWithWarning|CannotCancel)\"}$";

    @ParameterizedTest
    @ValueSource(strings = {"Services84", "Services85", "Services86", "Services87"})
    void olderVersionsHaveTheFieldsTheyAlwaysHad(String services) {
        Map<String, String> events = events(services);

        assertThat(events.get("42")).endsWith(",\"progressDescription\":\"working\",\"progressPercent\":42}");
        assertThat(events.values())
                .allSatisfy(event -> assertThat(event).doesNotContain("fileName", "cancellationBehaviour", "riority"));
    }

    @Test
    void services88HasTwoMoreAtTheEnd() {
        Map<String, String> older = events("Services86");
        Map<String, String> events = events("Services88");

        assertThat(events.keySet()).isEqualTo(older.keySet());
        events.forEach((task, event) -> {
            assertThat(event).as(task).matches(".*" + MORE).doesNotContain("riority");
            assertThat(event.replaceFirst(MORE, "}")).isEqualTo(older.get(task));
        });
        assertThat(events.get("42"))
                .endsWith("\"fileName\":\"export-42.csv\",\"cancellationBehaviour\":\"CanCancel\"}");
        assertThat(events.get("43")).endsWith("\"fileName\":null,\"cancellationBehaviour\":\"CancelWithWarning\"}");
    }

    /** By task; each is asked for once, a third of them answered with elements that no version knows or theirs does not. */
    private static Map<String, String> events(String services) {
        try (World world = World.create(1)) {
            world.set("netserver.url", world.netServer.url(TENANT, services));
            Service service = world.service();
            IntStream.rangeClosed(1, TASKS).forEach(task -> {
                if (task % 3 == 0 && task != 42) {
                    world.netServer.fault(task, Fault.EXTRA_ELEMENTS);
                }
                world.send(null, String.valueOf(task));
            });
            Map<String, String> events = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> event : world.tail(world.info).await(TASKS)) {
                events.put(Tail.text(event.key()), Tail.text(event.value()));
            }
            world.closeTheBooks(service);
            assertThat(events).hasSize(TASKS);
            return events;
        }
    }

    @Test
    void whatIsUnusualInTheNewFieldsChangesThemAlone() throws IOException {
        try (World world = World.create(1).set("events.mask", "cancellationBehaviour")) {
            world.set("netserver.url", world.netServer.url(TENANT, "Services88"));
            Service service = world.service();
            world.netServer.fault(42, Fault.NIL_STRINGS);
            world.netServer.fault(46, Fault.EMPTY_STRINGS);
            world.send(null, "42");
            world.send(null, "46");

            List<ConsumerRecord<byte[], byte[]>> events = world.tail(world.info).await(2);

            for (ConsumerRecord<byte[], byte[]> event : events) {
                JsonNode data = new ObjectMapper().readTree(event.value());
                assertThat(data.has("cancellationBehaviour")).isFalse();
                assertThat(data.get("fileName").textValue())
                        .isEqualTo(data.get("id").intValue() == 42 ? null : "");
            }
            world.closeTheBooks(service);
        }
    }
}
