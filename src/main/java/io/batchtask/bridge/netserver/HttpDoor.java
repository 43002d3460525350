package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One HTTP POST, asynchronously: no thread waits for an answer. HTTP/1.1 with keep-alive, nothing followed, stored or
 * repeated behind the caller's back. The whole exchange, body included, has one hard deadline, and a reply has a
 * largest size, so a server that stalls, trickles or floods costs a bounded time and bounded memory.
 */
final class HttpDoor implements AutoCloseable {
    /** Far above any BatchTaskInfo; sign-in answers with all licences stay well below 1 MiB. */
    static final int LARGEST_REPLY = 16 * 1024 * 1024;

    private static final ContentType SOAP_11 = ContentType.parse("text/xml; charset=utf-8");

    private final CloseableHttpAsyncClient client;
    private final Duration deadline;

    /** @param connections most connections open at once; the caller never has more calls under way */
    HttpDoor(Duration connectTimeout, Duration responseTimeout, int connections, Optional<SSLContext> tls) {
        var connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                // A POST on a connection the server has just closed fails; IIS and proxies close idle ones silently.
                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                .build();
        var pool = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(connection)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(Timeout.of(connectTimeout))
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections);
        tls.ifPresent(context -> pool.setTlsStrategy(ClientTlsStrategyBuilder.create()
                .setSslContext(context)
                // By the engine alone the host name is not checked: it has copied its parameters before they are set.
                .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                .buildAsync()));
        this.client = HttpAsyncClients.custom()
                .setConnectionManager(pool.build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(2)
                        .setTcpNoDelay(true)
                        .setSelectInterval(TimeValue.ofMilliseconds(50))
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(responseTimeout))
                        .setConnectionRequestTimeout(Timeout.of(connectTimeout))
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .useSystemProperties()
                .setUserAgent("batchtask-bridge")
                .build();
        this.client.start();
        this.deadline = connectTimeout.plus(responseTimeout);
    }

    /** Completes with the whole answer, or exceptionally with {@link CallFailed}. */
    CompletableFuture<HttpAnswer> post(URI address, String soapAction, byte[] envelope) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        AsyncRequestProducer request = AsyncRequestBuilder.post(address)
                .setEntity(AsyncEntityProducers.create(envelope, SOAP_11))
                .addHeader("SOAPAction", soapAction)
                .addHeader("Accept", "text/xml")
                .build();
        Future<?> exchange = client.execute(
                request,
                new BasicResponseConsumer<>(new BoundedBody(LARGEST_REPLY)),
                new FutureCallback<Message<HttpResponse, byte[]>>() {
                    @Override
                    public void completed(Message<HttpResponse, byte[]> reply) {
                        answer.complete(read(reply));
                    }

                    @Override
                    public void failed(Exception cause) {
                        answer.completeExceptionally(new CallFailed(classify(cause)));
                    }

                    @Override
                    public void cancelled() {
                        answer.completeExceptionally(new CallFailed(timedOut()));
                    }
                });
        // The socket time-out only bounds the silence between two packets.
        return answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(cause -> {
            exchange.cancel(true);
            return CompletableFuture.failedFuture(
                    cause instanceof TimeoutException ? new CallFailed(timedOut()) : cause);
        });
    }

    private static HttpAnswer read(Message<HttpResponse, byte[]> reply) {
        Header type = reply.getHead().getFirstHeader("Content-Type");
        byte[] body = reply.getBody() == null ? new byte[0] : reply.getBody();
        return new HttpAnswer(
                reply.getHead().getCode(),
                type == null || type.getValue() == null ? "no content type" : type.getValue(),
                retryAfter(reply.getHead().getFirstHeader("Retry-After")),
                body);
    }

    /** Seconds or an HTTP date (RFC 9110, section 10.2.3); what cannot be read is as if it were not there. */
    private static Optional<Duration> retryAfter(Header header) {
        if (header == null || header.getValue() == null) {
            return Optional.empty();
        }
        String value = header.getValue().strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant until = DateUtils.parseStandardDate(value);
        return Optional.ofNullable(until)
                .map(time -> Duration.between(Instant.now(), time))
                .filter(wait -> !wait.isNegative());
    }

    private Failure timedOut() {
        return new Failure.Unavailable("response-timeout", "no complete answer within " + deadline);
    }

    private Failure classify(Exception cause) {
        if (cause instanceof BoundedBody.TooLarge) {
            return new Failure.Contract("reply-too-large", "the answer exceeds " + LARGEST_REPLY + " bytes");
        }
        if (cause instanceof ConnectTimeoutException) {
            return new Failure.Unavailable("connect-timeout", "no connection to NetServer in time");
        }
        if (cause instanceof HttpHostConnectException || cause instanceof java.net.ConnectException) {
            return new Failure.Unavailable("connect-refused", "NetServer's host refuses the connection");
        }
        if (cause instanceof UnknownHostException) {
            return new Failure.Unavailable("unknown-host", "NetServer's host name cannot be resolved");
        }
        if (cause instanceof SSLException) {
            return new Failure.Unavailable("tls", "TLS with NetServer failed: " + cause.getMessage());
        }
        if (cause instanceof java.io.InterruptedIOException || cause instanceof TimeoutException) {
            return timedOut();
        }
        if (cause instanceof IOException) {
            return new Failure.Unavailable("connection-lost", "the connection broke before the answer was complete");
        }
        return new Failure.Unavailable(
                "transport", "the call could not be made: " + cause.getClass().getSimpleName());
    }

    @Override
    public void close() {
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
}
