package io.batchtask.bridge.http;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** How the library's client is set up; the room's decisions say why. */
final class ClientFactory {
    /**
     * Of the head, which no budget counts and each call may have in memory at once. Room for a cookie as long as
     * browsers take, and a policy or two; the hundred longest at once would be 1.6 MiB of memory an answer.
     */
    private static final int LONGEST_LINE = 8 * 1024;

    private static final int MOST_HEADERS = 100;

    private ClientFactory() {}

    static PoolingAsyncClientConnectionManager connections(
            HttpSetup setup, ConnectionLifetimes lifetimes, ReloadingTlsStrategy tls) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setConnectionConfigResolver(lifetimes)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(Timeout.of(setup.connectTimeout()))
                        .build())
                .setTlsStrategy(tls)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(setup.connections())
                .setMaxConnTotal(setup.connections())
                .build();
    }

    static CloseableHttpAsyncClient client(
            HttpSetup setup, PoolingAsyncClientConnectionManager connections, ThreadFactory threads) {
        return HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setThreadFactory(threads)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(2)
                        .setTcpNoDelay(true)
                        .setSelectInterval(TimeValue.ofMilliseconds(50))
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setInitialWindowSize(ReplyBudget.FREE)
                        .build())
                .setDefaultRequestConfig(requests(setup.connectTimeout(), setup.responseTimeout()))
                .setRoutePlanner(new DefaultRoutePlanner(null) {
                    @Override
                    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                        return Attempt.in(context).proxyHost();
                    }
                })
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), "lease", new ConnectionLease())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableRequestPriority()
                .setUserAgent("batchtask-bridge")
                .build();
    }

    private static RequestConfig requests(Duration connectTimeout, Duration responseTimeout) {
        return RequestConfig.custom()
                .setResponseTimeout(Timeout.of(responseTimeout))
                .setConnectionRequestTimeout(Timeout.of(connectTimeout))
                .setAuthenticationEnabled(false) // the proxy has our credentials already, and no one else gets any
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }
}
