package io.batchtask.bridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RouteMetersTest {
    @Test
    void onlyTheRoutesAtWhichSomethingBeginsAreMeasured() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            RouteMeters.add(camel, meters);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (String id :
                            List.of("read", "relay", "preview", "look-up", "ask", "sign-in", "describe", "publish")) {
                        from("direct:" + id).routeId(id).process(exchange -> {});
                    }
                }
            });
            camel.start();
            for (String id : List.of("relay", "look-up", "ask", "sign-in", "publish")) {
                camel.createProducerTemplate().sendBody("direct:" + id, "x");
            }
            assertThat(meters.getMeters().stream()
                            .map(meter -> meter.getId().getTag("routeId"))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("read", "relay", "ask", "sign-in");
        }
    }
}
