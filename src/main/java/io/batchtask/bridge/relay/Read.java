package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.intake.InFlight;
import io.batchtask.bridge.intake.Intake;
import io.batchtask.bridge.request.OrderKey;
import io.batchtask.bridge.request.ReadResult;
import io.batchtask.bridge.request.RequestReader;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TraceContext;
import io.batchtask.bridge.traces.RecordSpan;
import io.batchtask.bridge.traces.Tracing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;

/**
 * Takes a record over from Kafka: reads it as a request and puts it into the lane of its key; when its turn comes, it
 * goes on through the relay route.
 */
final class Read implements Processor {
    private final Intake intake;
    private final Redelivery redelivery;
    private final Consumer<Outcome> ended;
    private final RequestReader requests = new RequestReader();
    private final Clock clock;
    private final Tracing tracing;

    /**
     * @param redelivery takes records through the relay route
     * @param ended learns how each record has ended
     */
    Read(Intake intake, Redelivery redelivery, Consumer<Outcome> ended, Clock clock, Tracing tracing) {
        this.intake = intake;
        this.redelivery = redelivery;
        this.ended = ended;
        this.clock = clock;
        this.tracing = tracing;
    }

    /** On Camel's polling thread: must not wait. */
    @Override
    public void process(Exchange polled) {
        ConsumedRecord record = record(polled);
        ReadResult request = requests.read(record);
        intake.accept(
                record.origin(),
                OrderKey.of(request),
                tracing == Tracing.OFF
                        ? flight -> redelivery.begin(stage(request), flight, ended)
                        : traced(request, clock.instant()));
    }

    /** What is done when it is its turn. */
    private Consumer<InFlight> traced(ReadResult request, Instant handedOver) {
        return flight -> {
            RecordSpan span = tracing.record(request.source(), request.context().trace(), task(request), handedOver);
            redelivery.begin(stage(within(span, request)), new TracedFlight(flight, span), ended);
        };
    }

    private static OptionalInt task(ReadResult request) {
        return request instanceof ReadResult.Readable readable
                ? OptionalInt.of(readable.request().taskId())
                : OptionalInt.empty();
    }

    /** A request that is part of no trace yet is part of ours from now on, and so is its event. */
    private static ReadResult within(RecordSpan span, ReadResult request) {
        Optional<TraceContext> ours = span.contextToPublish();
        return request instanceof ReadResult.Readable readable && ours.isPresent()
                ? new ReadResult.Readable(readable.request().within(ours))
                : request;
    }

    /** The first stage of a record that is not under way yet. */
    Stage stage(ConsumedRecord record) {
        return stage(requests.read(record));
    }

    private Stage stage(ReadResult request) {
        if (request instanceof ReadResult.Readable readable) {
            return readable.request();
        }
        ReadResult.Unreadable unreadable = (ReadResult.Unreadable) request;
        return DeadLetter.atOnce(unreadable.source(), unreadable.failure(), Step.READ, 0, clock.instant());
    }

    private static ConsumedRecord record(Exchange polled) {
        org.apache.camel.Message message = polled.getMessage();
        List<ConsumedRecord.Header> headers = new ArrayList<>();
        for (Header header : message.getHeader(KafkaConstants.HEADERS, org.apache.kafka.common.header.Headers.class)) {
            headers.add(new ConsumedRecord.Header(header.key(), header.value()));
        }
        return new ConsumedRecord(
                new Origin(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class),
                        message.getHeader(KafkaConstants.OFFSET, Long.class)),
                message.getHeader(KafkaConstants.TIMESTAMP, Long.class),
                message.getHeader(KafkaConstants.KEY, byte[].class),
                message.getBody(byte[].class),
                headers);
    }
}
