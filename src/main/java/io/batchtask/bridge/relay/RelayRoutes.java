package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.task.TaskRequest;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.support.PredicateToExpressionAdapter;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The story. A record is read and put into the lane of its key; when its turn comes it is looked up, described and
 * published; what cannot become an event is rejected. Each step changes the body to the next stage:
 * {@code TaskRequest → TaskAnswer → TaskEvent}, or {@code GivenUp}.
 */
final class RelayRoutes extends RouteBuilder {
    static final String RELAY = "direct:relay";
    static final String ASK = "direct:ask";
    static final String PREVIEW = "preview";
    private static final String LOOK_UP = "direct:look-up";
    private static final String DESCRIBE = "direct:describe";
    private static final String PUBLISH = "direct:publish";
    private static final String REJECT = "direct:reject";

    private final Endpoints endpoints;
    private final Steps steps;

    RelayRoutes(Endpoints endpoints, Steps steps) {
        this.endpoints = endpoints;
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(
                noErrorHandler()); // failures are values; only Kafka's own are exceptions, handled where it is told

        from(endpoints.ids()).routeId("read").autoStartup(endpoints.reading()).process(steps.read());

        from(RELAY)
                .routeId("relay")
                .to(LOOK_UP)
                .to(DESCRIBE)
                .filter(variable(PREVIEW).isNotEqualTo(true)) // a look-up from the command line that is only shown
                .choice()
                .when(body().isInstanceOf(TaskEvent.class))
                .to(PUBLISH)
                .when(body().isInstanceOf(GivenUp.class))
                .to(REJECT);

        from(LOOK_UP)
                .routeId("look-up")
                .filter(body().isInstanceOf(TaskRequest.class))
                .process(steps.lookUp());

        from(ASK).routeId("ask").to(NetServer.BATCH);

        from(DESCRIBE).routeId("describe").process(steps.describe());

        from(PUBLISH)
                .routeId("publish")
                .errorHandler(untilAcknowledged())
                .onException(RecordTooLargeException.class)
                .maximumRedeliveries(0)
                .handled(true)
                .process(steps.tooLarge())
                .to(REJECT)
                .end()
                .filter(Flights::ours)
                .process(steps.event())
                .to(endpoints.info())
                .process(steps.published());

        from(REJECT)
                .routeId("reject")
                .errorHandler(untilAcknowledged())
                .onException(RecordTooLargeException.class)
                .maximumRedeliveries(0)
                .handled(true)
                .process(steps.withoutValue())
                .to(REJECT)
                .end()
                .filter(Flights::ours)
                .process(steps.deadLetter())
                .to(endpoints.deadLetter())
                .process(steps.rejected());
    }

    /** Repeats allowed, loss not: sent again until the broker answers or the partition is no longer ours. */
    private DefaultErrorHandlerDefinition untilAcknowledged() {
        DefaultErrorHandlerDefinition handler = defaultErrorHandler();
        handler.maximumRedeliveries(-1)
                .retryWhile(PredicateToExpressionAdapter.toExpression(Flights::ours))
                .asyncDelayedRedelivery()
                .redeliveryDelay(500)
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(10_000)
                .allowRedeliveryWhileStopping(false)
                .onRedelivery(steps.repeated())
                .retryAttemptedLogLevel(LoggingLevel.OFF)
                .logExhausted(false);
        return handler;
    }
}
