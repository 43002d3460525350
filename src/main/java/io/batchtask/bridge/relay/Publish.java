package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.EventJson;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.TaskEvent;
import java.io.ByteArrayOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;

/** Publishes the event: {@code TaskEvent} in, {@code Outcome.Published} out once the broker has acknowledged it. */
final class Publish {
    private final JacksonDataFormat json = new JacksonDataFormat(EventJson.mapper(), Object.class);

    private final String topic;

    /** @param topic for events */
    Publish(CamelContext camel, String topic) {
        this.topic = topic;
        json.setCamelContext(camel);
        json.start();
    }

    /** Before the producer. */
    void offer(Exchange exchange) throws Exception {
        TaskEvent event = exchange.getMessage().getBody(TaskEvent.class);
        ByteArrayOutputStream value = new ByteArrayOutputStream(1024);
        json.marshal(exchange, event.value(), value);
        new OutboundRecord(event, event.key(), value.toByteArray(), event.headers()).offer(exchange, topic);
    }

    /** After it. */
    void acknowledged(Exchange exchange) {
        TaskEvent event = (TaskEvent) OutboundRecord.acknowledged(exchange);
        exchange.getMessage().setBody(new Outcome.Published(EventWriter.INFO.equals(event.type()), event));
    }
}
