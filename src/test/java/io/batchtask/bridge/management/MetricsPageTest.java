package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {
    /** What Prometheus 2.42 sends. */
    private static final String PROMETHEUS = "application/openmetrics-text;version=1.0.0,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private final MetricsPage page = new MetricsPage(type -> "up 1 in " + type);

    private Answer answer(String types, String codings) {
        return page.of(new Accepted(Optional.ofNullable(types), Optional.ofNullable(codings)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, GZIP;q=0.5", "br , gzip ;q=1"})
    void aClientThatReadsGzipGetsIt(String codings) throws IOException {
        Answer answer = answer(null, codings);
        assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip");
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("up 1 in text/plain; version=0.0.4; charset=utf-8");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "identity", "*", "gzip;q=0", "gzip; q=0.00", "xgzip"})
    void anyOtherGetsText(String codings) {
        Answer answer = answer(null, codings);
        assertThat(answer.headers())
                .doesNotContainKey("Content-Encoding")
                .containsEntry("Vary", "Accept, Accept-Encoding");
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).startsWith("up 1");
    }

    @Test
    void openMetricsIsForThoseThatAskForIt() {
        assertThat(answer(PROMETHEUS, null).contentType())
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer(PROMETHEUS, null).body()).contains("application/openmetrics-text");
        assertThat(answer("*/*", null).contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer("text/html", null).contentType()).startsWith("text/plain");
    }
}
