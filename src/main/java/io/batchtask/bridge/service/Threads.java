package io.batchtask.bridge.service;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The service's own threads: daemons with names, so that a dump says whose they are and none keeps the JVM alive. */
final class Threads {
    private Threads() {}

    /** What follows an answer runs there, and what may wait for a name server. */
    static ExecutorService workers() {
        int threads = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(threads, named("worker"));
    }

    /** One thread. */
    static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(named(name));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "batchtask-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
