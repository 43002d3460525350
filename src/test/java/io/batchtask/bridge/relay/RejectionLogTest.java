package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.logging.Logged;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.Origin;
import io.batchtask.bridge.traces.RecordSpan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionLogTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @RegisterExtension
    private final Logged lines = Logged.of(RejectionLog.class);

    /** The trace named by the line about a request with that attribute in its envelope and that header. */
    private Optional<String> trace(String data, String attribute, String header, String value) {
        String event = "{\"specversion\":\"1.0\",\"traceparent\":\"" + attribute + "\",\"data\":" + data + "}";
        List<Header> headers = header == null ? List.of() : List.of(Header.text(header, value));
        Origin origin = new Origin("RejectionLogTest", 0, 7); // other tests write to the same log
        ConsumedRecord record = new ConsumedRecord(origin, 0, null, event.getBytes(StandardCharsets.UTF_8), headers);
        new RejectionLog(UnaryOperator.identity())
                .rejected(
                        DeadLetter.atOnce(record, new Failure.Poison("reset", "x"), Step.READ, 0, Instant.EPOCH),
                        RecordSpan.NONE);
        Map<String, String> context = lines.events().stream()
                .filter(line -> line.getFormattedMessage().contains(origin.toString()))
                .findFirst()
                .orElseThrow()
                .getMDCPropertyMap();
        return Optional.ofNullable(context.get("trace.id"));
    }

    @ParameterizedTest
    @CsvSource({"42", "'{}'", "no"})
    void theTraceIsThatOfTheEnvelopeAlsoWhenItAsksForNothing(String data) {
        assertThat(trace(data, PARENT, null, null))
                .isEqualTo(data.equals("no") ? Optional.empty() : Optional.of(TRACE));
    }

    @ParameterizedTest
    @CsvSource({"traceparent", "ce_traceparent"})
    void aHeaderComesFirst(String header) {
        assertThat(trace("{}", OTHER, header, PARENT)).contains(TRACE);
        lines.forget();
        assertThat(trace("{}", OTHER, header, "of some other kind")).isEmpty();
    }
}
