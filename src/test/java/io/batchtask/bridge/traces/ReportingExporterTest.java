package io.batchtask.bridge.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.logging.Logged;
import io.batchtask.bridge.time.ManualTime;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportingExporterTest {
    @RegisterExtension
    private final Logged log = Logged.of(ReportingExporter.class);

    private final ManualTime time = new ManualTime();
    private RuntimeException broken;
    private CompletableResultCode answer = CompletableResultCode.ofSuccess();
    private final ReportingExporter exporter = new ReportingExporter(
            new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> spans) {
                    if (broken != null) {
                        throw broken;
                    }
                    return answer;
                }

                @Override
                public CompletableResultCode flush() {
                    return answer;
                }

                @Override
                public CompletableResultCode shutdown() {
                    return answer;
                }
            },
            () -> List.of("Authorization=Bearer abcdef"),
            time::nanoTime);

    private void export(int spans) {
        exporter.export(Collections.nCopies(spans, null));
    }

    @Test
    void anHourWithoutAReceiverIsALineAMinuteAndOneWhenItIsOver() {
        answer = CompletableResultCode.ofExceptionalFailure(
                new IOException("refused: Authorization=Bearer abcdef", new IOException("nobody there")));
        for (int second = 0; second < 3_600; second++) {
            export(2);
            time.advance(Duration.ofSeconds(1));
        }
        answer = CompletableResultCode.ofSuccess();
        export(1);
        export(1);

        assertThat(log.said())
                .hasSize(61)
                .filteredOn(line -> line.startsWith("WARN"))
                .hasSize(60);
        assertThat(log.said().get(0))
                .isEqualTo("WARN traces cannot be sent, the work goes on without them; lost-at-least=2"
                        + " reason=refused: ***: nobody there");
        assertThat(log.said().get(60)).isEqualTo("INFO traces are sent again; lost-at-least=7200");
    }

    @Test
    void aReceiverThatRefusesIsQuotedByItsStatus() {
        answer = CompletableResultCode.ofExceptionalFailure(FailedExportException.httpFailedWithResponse(status(401)));

        export(3);

        assertThat(log.said()).singleElement().asString().endsWith("lost-at-least=3 reason=HTTP 401");
    }

    @Test
    void anExporterThatBreaksHasSentNothing() {
        broken = new IllegalStateException("no memory for it");

        export(3);

        assertThat(log.said()).singleElement().asString().endsWith("lost-at-least=3 reason=no memory for it");
    }

    private static HttpResponse status(int code) {
        return new HttpResponse() {
            @Override
            public int getStatusCode() {
                return code;
            }

            @Override
            public String getStatusMessage() {
                return "";
            }

            @Override
            public byte[] getResponseBody() {
                return new byte[0];
            }
        };
    }

    @Test
    void aReceiverThatComesAndGoesHasNoMoreLines() {
        for (int second = 0; second < 600; second++) {
            answer = second % 2 == 0 ? CompletableResultCode.ofFailure() : CompletableResultCode.ofSuccess();
            export(1);
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(log.said()).hasSizeLessThanOrEqualTo(20).first().asString().endsWith("reason=no answer");
    }
}
