package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.task.TaskAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the event: {@code TaskAnswer} in, {@code TaskEvent} out, or the end of a record that gets no event by policy.
 */
final class Describe implements Processor {
    private final EventWriter events;
    private final boolean dropNotFound;

    /** @param dropNotFound whether a task NetServer does not have gets no event */
    Describe(EventWriter events, boolean dropNotFound) {
        this.events = events;
        this.dropNotFound = dropNotFound;
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof TaskAnswer answer) {
            boolean dropped = answer.info().isEmpty() && dropNotFound;
            exchange.getMessage().setBody(dropped ? new Outcome.Dropped() : events.describe(answer));
        }
    }
}
