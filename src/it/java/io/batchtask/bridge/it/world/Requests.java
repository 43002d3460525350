package io.batchtask.bridge.it.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Requests to send, each for a task of its own, so that what its look-ups met is known. A few are unreadable. */
final class Requests {
    private static final int UNREADABLE_EVERY = 100;
    private static final String UNREADABLE = "no number ";
    private static final int TICKS_PER_SECOND = 20;

    private final World world;
    private final List<Request> requests = new ArrayList<>();

    private record Request(int partition, String key, String value) {
        boolean isReadable() {
            return !value.startsWith(UNREADABLE);
        }
    }

    /**
     * @param firstTask the tasks are this one and those that follow
     * @param weights how much of it goes to each partition
     */
    Requests(World world, Random random, int size, int firstTask, Keys keys, List<Integer> weights) {
        this.world = world;
        int all = weights.stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < size; i++) {
            boolean unreadable = random.nextInt(UNREADABLE_EVERY) == 0;
            int task = firstTask + i;
            requests.add(new Request(
                    partition(weights, random.nextInt(all)),
                    keys.next(random),
                    unreadable ? UNREADABLE + task : String.valueOf(task)));
        }
    }

    private static int partition(List<Integer> weights, int at) {
        int partition = 0;
        int left = at;
        while (left >= weights.get(partition)) {
            left -= weights.get(partition++);
        }
        return partition;
    }

    int size() {
        return requests.size();
    }

    /** How many of them can be read. */
    long readable() {
        return requests.stream().filter(Request::isReadable).count();
    }

    /** The task of the first readable one behind that share of them. */
    int taskAt(double share) {
        return requests.stream()
                .skip((long) (share * size()))
                .filter(Request::isReadable)
                .mapToInt(request -> Integer.parseInt(request.value()))
                .findFirst()
                .orElseThrow();
    }

    /** All of them; returns when the broker has them. */
    void send() {
        requests.forEach(this::send);
        world.flush();
    }

    private void send(Request request) {
        world.send(request.partition(), request.key(), request.value());
    }

    /** All of them, steadily and in a thread of its own, while that happens; returns when both are over. */
    void during(int perSecond, Runnable happening) {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger ticks = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        var ticking = ticker.scheduleAtFixedRate(
                () -> {
                    int due = (int) Math.min(size(), (long) perSecond * ticks.incrementAndGet() / TICKS_PER_SECOND);
                    requests.subList(sent.get(), due).forEach(this::send);
                    sent.set(due);
                },
                0,
                1_000 / TICKS_PER_SECOND,
                TimeUnit.MILLISECONDS);
        try {
            happening.run();
            Awaitility.await("the last request sent")
                    .forever()
                    .failFast("the feed broke", ticking::isDone)
                    .until(() -> sent.get() == size());
        } finally {
            ticker.shutdownNow();
            Awaitility.await("the last tick").until(ticker::isTerminated);
        }
        world.flush();
    }
}
