package io.batchtask.bridge.http;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.function.Resolver;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How long connections are used. None lives longer than a fixed time, so that a new address behind a name is followed
 * under load as well; and those made before a certain moment carry no further call. Calls under way end on theirs.
 */
final class ConnectionLifetimes implements Resolver<HttpRoute, ConnectionConfig> {
    /** A POST on a connection the server has just closed fails; IIS and proxies close idle ones silently. */
    private static final TimeValue LOOK_AFTER = TimeValue.ofSeconds(2);

    private final ConnectionConfig usual;
    private final Duration life;
    private final LongSupplier nanoTime;
    private volatile long trustedSince;

    /** @param life of each connection */
    ConnectionLifetimes(Duration connectTimeout, Duration life, LongSupplier nanoTime) {
        this.life = life;
        this.nanoTime = nanoTime;
        this.trustedSince = nanoTime.getAsLong() - life.toNanos();
        this.usual = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                .setValidateAfterInactivity(LOOK_AFTER)
                .setTimeToLive(TimeValue.of(life))
                .build();
    }

    /** No connection carries another call that is there now, or made within that time; what was said before holds. */
    synchronized void distrust(Duration andWithin) {
        long until = nanoTime.getAsLong() + andWithin.toNanos();
        if (until - trustedSince > 0) {
            trustedSince = until;
        }
    }

    /** Asked at each lease. */
    @Override
    public ConnectionConfig resolve(HttpRoute route) {
        long age = nanoTime.getAsLong() - trustedSince;
        if (age >= life.toNanos()) {
            return usual;
        }
        return ConnectionConfig.copy(usual)
                .setTimeToLive(TimeValue.ofMilliseconds(Math.max(0, age / 1_000_000 - 1)))
                .build();
    }
}
