package io.batchtask.bridge.it.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.dev.process.Ports;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The built jar and a receiver of its spans, brought together by OpenTelemetry's own variables alone. */
@Isolated("compares how long the same work takes with and without traces")
class OtlpIT {
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint"; // its variable is made of it
    private static final int RECORDS = 2_000;
    private static final List<String> EMPTY = List.of(
            ENDPOINT,
            "otel.exporter.otlp.protocol",
            "otel.exporter.otlp.traces.protocol",
            "otel.exporter.otlp.headers",
            "otel.traces.sampler",
            "otel.traces.exporter",
            "otel.service.name",
            "otel.bsp.max.queue.size");
    private static Duration without;

    /** Who is to take the spans, and does not. */
    enum Receiver {
        DOWN(null),
        HANGING(peer -> {
            peer.request();
            peer.isClosedWithin(Duration.ofMinutes(2));
        }),
        RESETTING(peer -> {}),
        FAILING(peer -> {
            peer.request();
            peer.write("HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });

        private final RawServer.Script script;

        /** @param script null for no one at all */
        Receiver(RawServer.Script script) {
            this.script = script;
        }

        Opened open() {
            return script == null ? new Opened(Ports.free(), () -> {}) : opened(new RawServer(script));
        }

        private static Opened opened(RawServer server) {
            return new Opened(server.port(), server::close);
        }
    }

    private record Opened(int port, Runnable end) implements AutoCloseable {
        String url() {
            return "http://127.0.0.1:" + port;
        }

        @Override
        public void close() {
            end.run();
        }
    }

    private static void send(World world, int records) {
        for (int id = 1; id <= records; id++) {
            world.send(null, String.valueOf(id));
        }
        world.flush();
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(one -> texts.put(one.getKey(), one.getValue().getStringValue()));
        return texts;
    }

    @Test
    void theVariablesAloneBringEverySpanToTheReceiver() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                World world = World.create().set("kafka.client.group.instance.id", "me-0")) {
            world.settings.put(ENDPOINT, receiver.url());
            world.settings.put("otel.resource.attributes", "deployment.environment.name=test");
            send(world, 300);
            Instance bridge = Instance.start(world);
            world.tail(world.info).await(300);
            world.awaitNoLag();
            assertThat(bridge.stop()).isZero(); // which sends what is left

            assertThat(receiver.problems()).isEmpty();
            List<Span> spans = receiver.spans();
            assertThat(spans.stream().collect(Collectors.groupingBy(Span::getKind, Collectors.counting())))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            Span.SpanKind.SPAN_KIND_CONSUMER, 300L,
                            Span.SpanKind.SPAN_KIND_CLIENT, 300L,
                            Span.SpanKind.SPAN_KIND_PRODUCER, 300L));
            assertThat(receiver.resources()).allSatisfy(resource -> assertThat(
                            attributes(resource.getResource().getAttributesList()))
                    .containsEntry("service.name", "batchtask-bridge")
                    .containsEntry("service.instance.id", "me-0")
                    .containsEntry("deployment.environment.name", "test")
                    .containsKey("service.version"));
            assertThat(bridge.said(" WARN ")).as(bridge.log()).isZero();
        }
    }

    @Test
    void theNamesOfTheEnvironmentWin() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                World world = World.create()) {
            world.settings.put("otel.exporter.otlp.traces.endpoint", receiver.url() + "/v1/traces");
            world.settings.put("otel.service.name", "tasks");
            world.settings.put("otel.resource.attributes", "service.instance.id=blue,service.version=9");
            world.settings.put("otel.metrics.exporter", "prometheus");
            send(world, 1);
            Instance bridge = Instance.start(world);
            world.tail(world.info).await(1);
            world.awaitNoLag();
            assertThat(bridge.stop()).isZero();

            assertThat(receiver.resources()).isNotEmpty().allSatisfy(resource -> assertThat(
                            attributes(resource.getResource().getAttributesList()))
                    .containsEntry("service.name", "tasks")
                    .containsEntry("service.instance.id", "blue")
                    .containsEntry("service.version", "9"));
        }
    }

    /** As an environment made from a template has them; all of one process, whose SDK reads them itself. */
    @Test
    void variablesThatAreThereAndEmptyAreNotSet() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                World world = World.create().set("traces.enabled", true)) {
            world.settings.put("otel.exporter.otlp.traces.endpoint", receiver.url() + "/v1/traces");
            for (String empty : EMPTY) {
                world.settings.put(empty, "");
            }
            send(world, 3);
            Instance bridge = Instance.start(world);
            world.tail(world.info).await(3);
            world.awaitNoLag();
            assertThat(bridge.stop()).isZero();

            assertThat(receiver.problems()).isEmpty();
            assertThat(receiver.spans()).hasSize(9);
            assertThat(receiver.resources()).allSatisfy(resource -> assertThat(
                            attributes(resource.getResource().getAttributesList()))
                    .containsEntry("service.name", "batchtask-bridge"));
            assertThat(bridge.said(" WARN ")).as(bridge.log()).isZero();
        }
    }

    /** Compose hands such an endpoint on where none is given; the collector is looked for on this machine then. */
    @Test
    void aProgramThatAsksForTracesStartsWithoutAnEndpoint() {
        try (World world = World.create().set("traces.enabled", true)) {
            world.settings.put(ENDPOINT, "");
            world.settings.put("otel.exporter.otlp.traces.endpoint", "");
            send(world, 1);
            Instance bridge = Instance.start(world);
            world.tail(world.info).await(1);
            assertThat(bridge.stop()).isZero();

            assertThat(bridge.said("traces are on")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "otel.exporter.otlp.endpoint, ''",
        "otel.service.name, bridge",
        "otel.sdk.disabled, true",
        "batchtask.traces.enabled, false",
        "otel.exporter.otlp.protocol, grpc"
    })
    void otherwiseTheyAreOffAndTheWorkIsDone(String variable, String value) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                World world = World.create()) {
            if (!variable.equals("otel.service.name")) {
                world.settings.put(ENDPOINT, receiver.url());
            }
            world.settings.put(variable, value);
            send(world, 3);
            Instance bridge = Instance.start(world);
            List<ConsumerRecord<byte[], byte[]>> events = world.tail(world.info).await(3);
            world.awaitNoLag();
            assertThat(bridge.stop()).isZero();

            assertThat(events).allMatch(event -> Tail.header(event, "traceparent") == null);
            assertThat(receiver.spans()).isEmpty();
            assertThat(bridge.said("traces are off")).isEqualTo(value.equals("grpc") ? 1 : 0);
            assertThat(bridge.said("traces are on")).isZero();
        }
    }

    @Test
    void aProgramThatAsksForTracesItCannotHaveSaysSoAndEnds() {
        try (World world = World.create().set("traces.enabled", true)) {
            world.settings.put("otel.exporter.otlp.protocol", "grpc");
            Program run = world.program("run");

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.text()).contains("batchtask.traces.enabled = true, but OTEL_* cannot be used");
        }
    }

    /** From the first event to the last, so that the start does not matter. */
    private static Duration took(World world) {
        List<Long> times = Tail.all(world, world.info).stream()
                .map(ConsumerRecord::timestamp)
                .sorted()
                .toList();
        return Duration.ofMillis(times.get(times.size() - 1) - times.get(0));
    }

    /** Measured once for all receivers. */
    private static synchronized Duration without() {
        if (without == null) {
            without = measuredWithout();
        }
        return without;
    }

    private static Duration measuredWithout() {
        try (World world = World.create()) {
            world.netServer.latency(Duration.ofMillis(20));
            send(world, RECORDS);
            Instance.start(world);
            world.tail(world.info).await(RECORDS);
            return took(world);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverThatDoesNotTakeThemCostsNothingButTheSpans(Receiver receiver) {
        try (World world = World.create();
                Opened open = receiver.open()) {
            world.settings.put(ENDPOINT, open.url());
            world.netServer.latency(Duration.ofMillis(20));
            world.settings.put("otel.exporter.otlp.timeout", "3000");
            world.settings.put("otel.bsp.schedule.delay", "200");
            send(world, RECORDS);
            Instance bridge = Instance.start(world);
            world.tail(world.info).await(RECORDS);
            world.awaitNoLag();
            bridge.awaitSaid("traces cannot be sent, the work goes on without them");
            assertThat(bridge.said("reason=HTTP 500") > 0).isEqualTo(receiver == Receiver.FAILING);
            long stopped = System.nanoTime();
            assertThat(bridge.stop()).isZero();
            Duration stopping = Duration.ofNanos(System.nanoTime() - stopped);

            assertThat(Tail.all(world, world.info)).as("each once").hasSize(RECORDS);
            assertThat(took(world)).isLessThan(without().multipliedBy(3).plusSeconds(3));
            assertThat(stopping).isLessThan(Duration.ofSeconds(15));
            assertThat(bridge.said("traces cannot be sent")).isLessThanOrEqualTo(2);
            assertThat(bridge.jvm.output())
                    .noneMatch(line -> line.contains("io.opentelemetry") || line.contains("SEVERE"));
        }
    }
}
