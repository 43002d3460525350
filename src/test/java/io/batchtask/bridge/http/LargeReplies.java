package io.batchtask.bridge.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A program of its own, with a small heap: makes many calls at once and reads what comes back with a few workers. */
final class LargeReplies {
    private LargeReplies() {}

    /** @param arguments the address, and how many calls */
    public static void main(String[] arguments) throws InterruptedException {
        URI address = URI.create(arguments[0]);
        int calls = Integer.parseInt(arguments[1]);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        CountDownLatch open = new CountDownLatch(calls);
        AtomicInteger good = new AtomicInteger();
        AtomicLong bytes = new AtomicLong();
        long since = System.nanoTime();
        try (HttpTransport transport = new HttpTransport(new HttpSetup(
                Duration.ofSeconds(60), Duration.ofMinutes(4), calls, TlsSource.OF_THE_JVM, ProxySelector.NONE))) {
            for (int call = 0; call < calls; call++) {
                transport
                        .send(HttpCall.get(address, Map.of(), 4 * 1024 * 1024))
                        .whenCompleteAsync(
                                (reply, failed) -> {
                                    try (reply) {
                                        if (failed == null) {
                                            good.incrementAndGet();
                                            bytes.addAndGet(reply.body().length);
                                        } else {
                                            System.out.println(failed.getMessage());
                                        }
                                    }
                                    open.countDown();
                                },
                                workers);
            }
            open.await();
            System.out.println("good=" + good + " bytes=" + bytes + " deaths=" + transport.deaths() + " millis="
                    + Duration.ofNanos(System.nanoTime() - since).toMillis());
        }
        System.exit(0);
    }
}
