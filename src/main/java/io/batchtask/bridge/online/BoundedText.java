package io.batchtask.bridge.online;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects an answer's text and gives up as soon as it grows beyond its limit. */
final class BoundedText implements BodySubscriber<String> {
    private final int limit;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream(4096);
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Subscription subscription;

    BoundedText(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (collected.size() + part.remaining() > limit) {
                subscription.cancel();
                text.completeExceptionally(new TooLarge());
                return;
            }
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            collected.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable failed) {
        text.completeExceptionally(failed);
    }

    @Override
    public void onComplete() {
        text.complete(collected.toString(StandardCharsets.UTF_8));
    }

    /** The limit was reached. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
