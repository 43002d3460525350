package io.batchtask.bridge.relay;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TraceContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * A record to be produced. Camel's header map would sort the headers, merge repeated names and those that differ in
 * case only; here they reach Kafka exactly as they are.
 *
 * @param stage what it was made from: what happens after the broker's answer, good or bad, is decided from that
 */
public record OutboundRecord(Stage stage, byte[] key, byte[] value, List<ConsumedRecord.Header> headers) {

    /** The same with the headers of that trace. */
    OutboundRecord within(TraceContext trace) {
        List<ConsumedRecord.Header> more = new ArrayList<>(headers);
        more.add(ConsumedRecord.Header.text("traceparent", trace.parent()));
        trace.state().ifPresent(state -> more.add(ConsumedRecord.Header.text("tracestate", state)));
        return new OutboundRecord(stage, key, value, more);
    }

    /**
     * Makes it the body; the key stands where Camel's producer looks for it, everything else it takes from the body.
     *
     * @param topic it goes to
     */
    void offer(Exchange exchange, String topic) {
        InFlightProperty.of(exchange).span().offered(topic);
        exchange.getMessage().removeHeaders("*");
        if (key != null) {
            exchange.getMessage().setHeader(KafkaConstants.KEY, key);
        }
        exchange.getMessage().setBody(this);
    }

    /** What the record was made from that the broker has acknowledged. */
    static Stage acknowledged(Exchange exchange) {
        InFlightProperty.of(exchange).span().acknowledged();
        return exchange.getMessage().getBody(OutboundRecord.class).stage();
    }
}
