package io.batchtask.bridge.relay;

import io.batchtask.bridge.task.TaskRequest;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Looks one task up, with as many calls as it takes: {@code TaskRequest} in, {@code TaskAnswer} or {@code GivenUp} out.
 * Waiting for a turn, a ticket, a reply or the end of a back-off holds no thread.
 */
final class LookUp extends AsyncProcessorSupport {
    private final Means means;

    LookUp(Means means) {
        this.means = means;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        TaskRequest request = exchange.getMessage().getBody(TaskRequest.class);
        new Search(means, request, InFlightProperty.of(exchange), outcome -> {
                    exchange.getMessage().setBody(outcome);
                    callback.done(false);
                })
                .queue();
        return false;
    }
}
