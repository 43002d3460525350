package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.task.TaskRequest;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The story. A record is read and put into the lane of its key; when its turn comes it is looked up, described and
 * published; what cannot become an event is rejected. Each step changes the body to the next stage:
 * {@code TaskRequest → TaskAnswer → TaskEvent → Outcome}, or {@code DeadLetter → Outcome}.
 */
final class RelayRoutes extends RouteBuilder {
    static final String RELAY = "direct:relay";
    static final String PREVIEW = "direct:preview";
    private static final String LOOK_UP = "direct:look-up";
    private static final String DESCRIBE = "direct:describe";
    private static final String PUBLISH = "direct:publish";
    private static final String REJECT = "direct:reject";

    private final Endpoints endpoints;
    private final Processor read;
    private final LookUp lookUp;
    private final Describe describe;
    private final Publish publish;
    private final Reject reject;

    RelayRoutes(Endpoints endpoints, Processor read, LookUp lookUp, Describe describe, Publish publish, Reject reject) {
        this.endpoints = endpoints;
        this.read = read;
        this.lookUp = lookUp;
        this.describe = describe;
        this.publish = publish;
        this.reject = reject;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // whatever breaks off ends in Redelivery, the one place that repeats

        from(endpoints.ids()).routeId("read").autoStartup(endpoints.reading()).process(read);

        from(RELAY)
                .routeId("relay")
                .to(LOOK_UP)
                .to(DESCRIBE)
                .choice()
                .when(body().isInstanceOf(TaskEvent.class))
                .to(PUBLISH)
                .when(body().isInstanceOf(DeadLetter.class))
                .to(REJECT);

        from(PREVIEW).routeId("preview").to(LOOK_UP).to(DESCRIBE);

        from(LOOK_UP)
                .routeId("look-up")
                .filter(body().isInstanceOf(TaskRequest.class))
                .process(lookUp);

        from(DESCRIBE).routeId("describe").process(new Guarded(describe));

        from(PUBLISH)
                .routeId("publish")
                .filter(InFlightProperty::ours)
                .process(new Guarded(publish::offer))
                .to(endpoints.info())
                .process(new Guarded(publish::acknowledged));

        from(REJECT)
                .routeId("reject")
                .filter(InFlightProperty::ours)
                .process(new Guarded(reject::offer))
                .to(endpoints.deadLetter())
                .process(new Guarded(reject::acknowledged));
    }
}
