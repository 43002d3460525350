package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.task.TaskRequest;
import org.apache.camel.builder.RouteBuilder;

/**
 * The story. A record is read and put into the lane of its key; when its turn comes it is looked up, described and
 * published; what cannot become an event is rejected. Each step changes the body to the next stage:
 * {@code TaskRequest → TaskAnswer → TaskEvent → Outcome}, or {@code GivenUp → Outcome}.
 */
public final class RelayRoutes extends RouteBuilder {
    static final String RELAY = "direct:relay";
    static final String PREVIEW = "direct:preview";
    public static final String ASK = "direct:ask";
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
        errorHandler(noErrorHandler()); // whatever breaks off ends in Redelivery, the one place that repeats

        from(endpoints.ids()).routeId("read").autoStartup(endpoints.reading()).process(steps.read());

        from(RELAY)
                .routeId("relay")
                .to(LOOK_UP)
                .to(DESCRIBE)
                .choice()
                .when(body().isInstanceOf(TaskEvent.class))
                .to(PUBLISH)
                .when(body().isInstanceOf(GivenUp.class))
                .to(REJECT);

        from(PREVIEW).routeId("preview").to(LOOK_UP).to(DESCRIBE);

        from(LOOK_UP)
                .routeId("look-up")
                .filter(body().isInstanceOf(TaskRequest.class))
                .process(steps.lookUp());

        from(ASK).routeId("ask").to(NetServer.BATCH);

        from(DESCRIBE).routeId("describe").process(steps.describe());

        from(PUBLISH)
                .routeId("publish")
                .filter(InFlightProperty::ours)
                .process(steps.event())
                .to(endpoints.info())
                .process(steps.published());

        from(REJECT)
                .routeId("reject")
                .filter(InFlightProperty::ours)
                .process(steps.deadLetter())
                .to(endpoints.deadLetter())
                .process(steps.rejected());
    }
}
