package io.batchtask.bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.health.LogBounds;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayMetersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** The parts that are not there would fail if anything were read: the service is watched before it runs. */
    @Test
    void nothingIsReadUntilAMeterIs() {
        try (HttpTransport http = new HttpTransport(new HttpSetup(
                Duration.ofSeconds(1), Duration.ofSeconds(1), 1, TlsSource.OF_THE_JVM, ProxySelector.NONE))) {
            ServiceLocation location = ServiceLocation.fixed(URI.create("http://localhost/"));
            new RelayMeters(new Watched(null, null, location, http), null, new LogBounds(System::nanoTime), 64)
                    .bindTo(meters);

            assertThat(meters.get("batchtask.calls.limit").gauge().value()).isEqualTo(64);
            assertThat(meters.get("batchtask.http.client.deaths")
                            .functionCounter()
                            .count())
                    .isZero();
            assertThat(meters.get("batchtask.tenant.closed").gauge().value()).isZero();
            assertThat(meters.get("batchtask.unread.at.risk").gauge().value()).isZero();
            assertThat(meters.getMeters())
                    .allMatch(meter -> meter.getId().getDescription() != null)
                    .extracting(Meter::getId)
                    .extracting(Meter.Id::getName)
                    .contains(
                            "batchtask.breaker.open",
                            "batchtask.publish.repeats",
                            "batchtask.publish.repeating",
                            "batchtask.member.fenced",
                            "batchtask.build.info");
        }
    }
}
