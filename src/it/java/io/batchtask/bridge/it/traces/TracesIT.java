package io.batchtask.bridge.it.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.FailureMix;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.Seed;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import io.batchtask.bridge.traces.Recorded;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every span of a crowd of records, with 64 calls under way, failures at random, and tickets that expire. */
class TracesIT {
    private static final int RECORDS = 1_500;
    private static final int REFUSED = 7;
    private static final String LOOK_UP = "BatchTask/GetBatchTaskInfo";
    private static final String SIGN_IN = "SoPrincipal/AuthenticateUsernamePassword";
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("batchtask.outcome");
    private static final AttributeKey<Long> TASK = AttributeKey.longKey("batchtask.id");

    private final Random random = new Random(Seed.of("traces"));
    private final Recorded recorded = new Recorded();

    /** Of the traces of their senders, by where the request is. */
    private Map<String, String> senders;

    private List<SpanData> spans;

    @Test
    void everySpanOfACrowdIsInItsPlace() {
        try (World world = World.create().signInByPassword()) {
            world.netServer.latency(Duration.ofMillis(20));
            world.netServer.slowEvery(0, Duration.ofMillis(200));
            world.netServer.failing(new FailureMix(Seed.of("faults"), FailureMix.evenly(0.05, FailureMix.USUAL)));
            world.netServer.fault(REFUSED, Fault.SENTRY);
            Service service = world.service(recorded.tracing);
            for (int i = 0; i < RECORDS; i++) {
                send(world, i);
            }
            world.flush();
            for (int share = 1; share <= 3; share++) {
                int ended = share * RECORDS / 4;
                Awaitility.await().until(() -> world.end(world.info) >= ended);
                world.netServer.expireTickets();
            }
            world.closeTheBooks(service);
            Awaitility.await("the end of every span")
                    .atMost(Timeouts.LONG)
                    .until(() -> named("process " + world.ids).count() == RECORDS);
            senders = senders(Tail.all(world, world.ids));
            spans = recorded.spans();

            assertThat(world.netServer.mostUnderWay()).as("calls at once").isGreaterThan(32);
            eachRecordIsProcessedOnceBelowItsSender(world);
            eachCallIsOneSpanThatTheServerWasTold(world);
            eachResultIsSentOnceBelowItsRecord(world);
            eachResultHasTheTraceOfItsRequestElseItsOwn(world);
        }
    }

    @Test
    void theSignInOfASystemUserIsATraceOfItsOwn() {
        try (OnlineWorld online = OnlineWorld.create()) {
            online.world.service(recorded.tracing);
            online.send(42, 42);
            online.events(1);
            online.world.awaitNoLag();
            oneSignIn();
        }
    }

    private void oneSignIn() {
        SpanData signIn = recorded.span("PartnerSystemUserService/Authenticate");
        assertThat(signIn.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(signIn.getParentSpanContext().isValid()).isFalse();
        assertThat(signIn.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(recorded.span(LOOK_UP).getTraceId()).isNotEqualTo(signIn.getTraceId());
    }

    private void send(World world, int number) {
        int kind = random.nextInt(20);
        String value = kind == 0 ? "no number" : String.valueOf(kind == 1 ? REFUSED : 1_000 + number);
        Header[] headers = random.nextBoolean()
                ? new Header[0]
                : new Header[] {
                    new RecordHeader("traceparent", parent().getBytes(StandardCharsets.US_ASCII)),
                    new RecordHeader("tracestate", "erp=1".getBytes(StandardCharsets.US_ASCII))
                };
        world.send(null, value.getBytes(StandardCharsets.US_ASCII), headers);
    }

    private String parent() {
        return "00-%016x%016x-%016x-01".formatted(random.nextLong() | 1, random.nextLong(), random.nextLong() | 1);
    }

    private static Map<String, String> senders(List<ConsumerRecord<byte[], byte[]>> requests) {
        Map<String, String> senders = new HashMap<>();
        requests.forEach(request -> senders.put(
                request.topic() + "/" + request.partition() + "/" + request.offset(),
                Tail.header(request, "traceparent")));
        return senders;
    }

    private Stream<SpanData> named(String name) {
        return recorded.spans().stream().filter(span -> span.getName().equals(name));
    }

    private static String origin(SpanData process) {
        return process.getAttributes().get(AttributeKey.stringKey("messaging.destination.name")) + "/"
                + process.getAttributes().get(AttributeKey.stringKey("messaging.destination.partition.id")) + "/"
                + process.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset"));
    }

    private Map<String, SpanData> processed(World world) {
        return named("process " + world.ids).collect(Collectors.toMap(TracesIT::origin, Function.identity()));
    }

    private List<SpanData> below(SpanData parent) {
        return spans.stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    private void eachRecordIsProcessedOnceBelowItsSender(World world) {
        assertThat(processed(world).keySet()).isEqualTo(senders.keySet());
        processed(world).forEach((origin, span) -> {
            assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
            String sender = senders.get(origin);
            if (sender == null) {
                assertThat(span.getParentSpanContext().isValid()).isFalse();
                assertThat(span.getLinks()).isEmpty();
            } else {
                assertThat(sender.substring(3, 52)).isEqualTo(span.getTraceId() + "-" + span.getParentSpanId());
                assertThat(span.getLinks())
                        .extracting(LinkData::getSpanContext)
                        .containsExactly(span.getParentSpanContext());
            }
        });
    }

    private void eachCallIsOneSpanThatTheServerWasTold(World world) {
        Map<String, SpanData> records =
                processed(world).values().stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
        List<SpanData> calls =
                spans.stream().filter(span -> span.getKind() == SpanKind.CLIENT).toList();
        assertThat(calls).allSatisfy(call -> {
            if (call.getName().equals(SIGN_IN)) {
                assertThat(call.getParentSpanContext().isValid()).isFalse();
            } else {
                assertThat(call.getName()).isEqualTo(LOOK_UP);
                if (call.getParentSpanContext().isValid()) { // else a probe, of which there are next to none
                    SpanData record = records.get(call.getParentSpanId());
                    assertThat(record).as("the record of a call").isNotNull();
                    assertThat(call.getTraceId()).isEqualTo(record.getTraceId());
                    assertThat(call.getAttributes().get(TASK))
                            .isEqualTo(record.getAttributes().get(TASK));
                }
            }
        });
        Map<String, String> told = calls.stream()
                .collect(Collectors.toMap(
                        call -> "00-" + call.getTraceId() + "-" + call.getSpanId() + "-"
                                + call.getSpanContext().getTraceFlags().asHex(),
                        call -> call.getName().substring(call.getName().indexOf('/') + 1)));
        List<Call> journal = world.netServer.journal();
        assertThat(journal.stream()
                        .collect(Collectors.toMap(
                                call -> call.httpHeaders().get("traceparent"),
                                Call::operation,
                                (first, again) -> first))) // sent twice: its connection had been closed meanwhile
                .isEqualTo(told);
        assertThat(journal)
                .filteredOn(call -> SIGN_IN.endsWith(call.operation()))
                .hasSizeGreaterThanOrEqualTo(4);
        Set<String> traced = senders.values().stream()
                .filter(sender -> sender != null)
                .map(sender -> sender.substring(3, 35))
                .collect(Collectors.toSet());
        assertThat(journal).allSatisfy(call -> assertThat(call.httpHeaders().get("tracestate"))
                .isEqualTo(traced.contains(call.httpHeaders().get("traceparent").substring(3, 35)) ? "erp=1" : null));
        everyFailedCallButTheLastIsARetry(records.values().stream().toList());
    }

    private void everyFailedCallButTheLastIsARetry(List<SpanData> records) {
        for (SpanData record : records) {
            int failed = (int) below(record).stream()
                    .filter(call -> call.getKind() == SpanKind.CLIENT
                            && call.getStatus().getStatusCode() == StatusCode.ERROR)
                    .count();
            boolean refused = record.getAttributes().get(OUTCOME).equals("rejected") && failed > 0;
            assertThat(record.getEvents())
                    .as(origin(record))
                    .hasSizeBetween(refused ? 0 : failed, refused ? failed - 1 : failed) // a refusal is confirmed
                    .allMatch(event -> event.getName().equals("retry"));
        }
        assertThat(records.stream()
                        .mapToInt(record -> record.getEvents().size())
                        .sum())
                .as("retries of all records")
                .isGreaterThan(RECORDS / 50);
    }

    private void eachResultIsSentOnceBelowItsRecord(World world) {
        assertThat(processed(world).values()).allSatisfy(record -> {
            String topic = record.getAttributes().get(OUTCOME).equals("rejected") ? world.deadLetter : world.info;
            assertThat(below(record).stream().filter(span -> span.getKind() == SpanKind.PRODUCER))
                    .singleElement()
                    .satisfies(send -> {
                        assertThat(send.getName()).isEqualTo("send " + topic);
                        assertThat(send.getTraceId()).isEqualTo(record.getTraceId());
                        assertThat(send.getEndEpochNanos()).isLessThanOrEqualTo(record.getEndEpochNanos());
                    });
        });
        assertThat(spans).as("nothing else").allMatch(span -> Set.of(
                        "process " + world.ids, "send " + world.info, "send " + world.deadLetter, LOOK_UP, SIGN_IN)
                .contains(span.getName()));
    }

    private void eachResultHasTheTraceOfItsRequestElseItsOwn(World world) {
        Map<String, SpanData> records = processed(world);
        Tail.all(world, world.info).forEach(event -> hasTrace(event, Tail.header(event, "batchtask-origin"), records));
        Tail.all(world, world.deadLetter)
                .forEach(letter -> hasTrace(
                        letter,
                        Tail.header(letter, "x-dlq-source-topic") + "/" + Tail.header(letter, "x-dlq-source-partition")
                                + "/" + Tail.header(letter, "x-dlq-source-offset"),
                        records));
    }

    private void hasTrace(ConsumerRecord<byte[], byte[]> result, String origin, Map<String, SpanData> records) {
        String sender = senders.get(origin);
        String own = "00-" + records.get(origin).getTraceId() + "-"
                + records.get(origin).getSpanId() + "-"
                + records.get(origin).getSpanContext().getTraceFlags().asHex();
        assertThat(Tail.header(result, "traceparent")).isEqualTo(sender == null ? own : sender);
    }
}
