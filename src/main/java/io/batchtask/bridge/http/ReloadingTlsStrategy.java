package io.batchtask.bridge.http;

import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/** Secures new connections with what is in force at that time. */
final class ReloadingTlsStrategy implements TlsStrategy {
    private final TlsSource source;
    private volatile InForce inForce;

    /** The strategy is made when it is first needed: the JVM's own material may be unusable, and not be needed. */
    private static final class InForce {
        private final Optional<SSLContext> context;
        private TlsStrategy strategy;

        private InForce(Optional<SSLContext> context) {
            this.context = context;
        }

        private synchronized TlsStrategy strategy() {
            if (strategy == null) {
                strategy = ClientTlsStrategyBuilder.create()
                        .setSslContext(context.orElseGet(ReloadingTlsStrategy::ofTheJvm))
                        // By the engine alone the host name is not checked: it has copied its parameters before they
                        // are set. And without a verifier of ours, the other check does not take place.
                        .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                        .setHostnameVerifier(HttpsSupport.getDefaultHostnameVerifier())
                        .buildAsync();
            }
            return strategy;
        }
    }

    ReloadingTlsStrategy(TlsSource source) {
        this.source = source;
        this.inForce = new InForce(source.current());
    }

    /** Looks at the source. Whether something else is in force now. */
    boolean hasChanged() {
        Optional<SSLContext> now = source.current();
        if (now.orElse(null) == inForce.context.orElse(null)) {
            return false;
        }
        inForce = new InForce(now);
        return true;
    }

    private static SSLContext ofTheJvm() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the JVM's own TLS cannot be set up: " + unusable.getMessage(), unusable);
        }
    }

    @Override
    public void upgrade(
            TransportSecurityLayer connection,
            NamedEndpoint peer,
            Object config,
            Timeout handshake,
            FutureCallback<TransportSecurityLayer> callback) {
        inForce.strategy().upgrade(connection, peer, config, handshake, callback);
    }

    /** Older libraries' way. */
    @Deprecated
    @Override
    @SuppressWarnings("deprecation")
    public boolean upgrade(
            TransportSecurityLayer connection,
            HttpHost peer,
            SocketAddress local,
            SocketAddress remote,
            Object config,
            Timeout handshake) {
        return inForce.strategy().upgrade(connection, peer, local, remote, config, handshake);
    }
}
