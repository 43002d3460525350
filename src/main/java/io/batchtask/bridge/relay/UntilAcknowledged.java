package io.batchtask.bridge.relay;

import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.support.PredicateToExpressionAdapter;

/** Repeats allowed, loss not: sent again until the broker answers, or the partition is no longer ours. */
final class UntilAcknowledged {
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private UntilAcknowledged() {}

    /** @param repeated called before each repeat */
    static DefaultErrorHandlerDefinition handler(Processor repeated) {
        DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
        handler.maximumRedeliveries(-1)
                .retryWhile(PredicateToExpressionAdapter.toExpression(Flights::ours))
                .asyncDelayedRedelivery() // no thread waits
                .redeliveryDelay(FIRST_WAIT_MILLIS)
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(LONGEST_WAIT_MILLIS)
                .allowRedeliveryWhileStopping(false)
                .onRedelivery(repeated)
                .retryAttemptedLogLevel(LoggingLevel.OFF)
                .logExhausted(false);
        return handler;
    }
}
