package io.batchtask.bridge.management;

import java.util.Map;
import java.util.function.UnaryOperator;

/** The metrics, in the format and the coding the client asks for. */
final class MetricsPage {
    /** What every Prometheus reads. */
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final UnaryOperator<String> scrape;

    /** @param scrape the metrics in the format of that content type */
    MetricsPage(UnaryOperator<String> scrape) {
        this.scrape = scrape;
    }

    Answer of(Accepted accepted) {
        String type = accepted.type(OPEN_METRICS) ? OPEN_METRICS + "; version=1.0.0; charset=utf-8" : TEXT;
        Answer answer = new Answer(200, type, scrape.apply(type), Map.of("Vary", "Accept, Accept-Encoding"));
        return accepted.coding(Answer.GZIP) ? answer.with("Content-Encoding", Answer.GZIP) : answer;
    }
}
