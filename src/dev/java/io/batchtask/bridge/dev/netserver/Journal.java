package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What was seen: how many look-ups, for whom, how many at once, and the latest calls as they arrived. */
final class Journal {
    private static final int LONGEST = 20_000;

    private final Deque<Call> latest = new ArrayDeque<>();
    private final Set<Integer> ids = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    /** A look-up that has arrived. Whichever comes first ends it: the answer, or the connection's end. */
    final class Visit {
        private final int number = lookUps.incrementAndGet();
        private final AtomicBoolean over = new AtomicBoolean();

        private Visit() {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        }

        int number() {
            return number;
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                underWay.decrementAndGet();
            }
        }
    }

    Visit arrived(int id) {
        ids.add(id);
        return new Visit();
    }

    void note(Call call) {
        synchronized (latest) {
            latest.add(call);
            if (latest.size() > LONGEST) {
                latest.poll();
            }
        }
    }

    List<Call> latest() {
        synchronized (latest) {
            return List.copyOf(latest);
        }
    }

    int lookUps() {
        return lookUps.get();
    }

    int underWay() {
        return underWay.get();
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    int ids() {
        return ids.size();
    }

    void reset() {
        lookUps.set(0);
        mostUnderWay.set(underWay.get());
        ids.clear();
        synchronized (latest) {
            latest.clear();
        }
    }
}
