package io.batchtask.bridge.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * Takes a connection for a call, before the client would: notes whether it carried another call before, and closes such
 * a one when the call wants its own, so that the client connects anew.
 */
final class ConnectionLease implements AsyncExecChainHandler {
    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.execRuntime.isEndpointAcquired()) {
            chain.proceed(request, body, scope, callback);
            return;
        }
        Attempt attempt = Attempt.in(scope.clientContext);
        AtomicReference<Cancellable> acquiring = new AtomicReference<>(() -> false);
        // Before, not after: what follows makes itself what is to be cancelled, and may have done so by then.
        scope.cancellableDependency.setDependency(() -> acquiring.get().cancel());
        acquiring.set(scope.execRuntime.acquireEndpoint(
                scope.exchangeId, scope.route, null, scope.clientContext, new FutureCallback<>() {
                    @Override
                    public void completed(AsyncExecRuntime runtime) {
                        try {
                            if (runtime.isEndpointConnected() && attempt.isFresh()) {
                                runtime.disconnectEndpoint();
                            } else if (runtime.isEndpointConnected()) {
                                attempt.isOnReusedConnection();
                            }
                            chain.proceed(request, body, scope, callback);
                        } catch (HttpException | IOException | RuntimeException failed) {
                            callback.failed(failed);
                        }
                    }

                    @Override
                    public void failed(Exception cause) {
                        callback.failed(cause);
                    }

                    @Override
                    public void cancelled() {
                        callback.failed(new InterruptedIOException());
                    }
                }));
    }
}
