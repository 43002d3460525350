package io.batchtask.bridge.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Time that passes only when a test says so: a timer, and the clock that goes with it. For one thread. */
public final class ManualTime extends AbstractExecutorService implements ScheduledExecutorService {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.<Task<?>, Instant>comparing(task -> task.due).thenComparing(task -> task.number));
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = BEGINNING;
    private Duration steps = Duration.ZERO;
    private long numbers;

    /** Everything that falls due meanwhile runs, in order, each thing at its own time. */
    public void advance(Duration by) {
        Instant end = now.plus(by);
        while (!tasks.isEmpty() && !tasks.peek().due.isAfter(end)) {
            Task<?> task = tasks.poll();
            now = task.due;
            task.run();
        }
        now = end;
    }

    /** Runs what is due at once. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Sets the clock people look at, while time goes on as ever. */
    public void stepClock(Duration by) {
        steps = steps.plus(by);
    }

    /** Nanoseconds since the beginning, whatever the clock says. */
    public long nanoTime() {
        return Duration.between(BEGINNING, now).toNanos();
    }

    /** Every wait asked for so far. */
    public List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** Things that will still run. */
    public int pending() {
        return tasks.size();
    }

    public Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.plus(steps);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        Duration wait = Duration.of(delay, unit.toChronoUnit());
        waits.add(wait);
        Task<V> task = new Task<>(callable, now.plus(wait), numbers++);
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("not needed so far");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("not needed so far");
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> dropped = List.copyOf(tasks);
        tasks.clear();
        return dropped;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant due;
        private final long number;

        Task(Callable<V> callable, Instant due, long number) {
            super(callable);
            this.due = due;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        /** What a task throws is the test's failure, not lost in a future that is not read. */
        @Override
        protected void setException(Throwable thrown) {
            super.setException(thrown);
            throw new AssertionError("a scheduled task broke", thrown);
        }
    }
}
