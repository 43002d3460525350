package io.batchtask.bridge.traces;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for a trace: should it break, the trace lacks something, and the record goes on. */
final class BestEffort {
    private static final Logger LOG = LoggerFactory.getLogger(BestEffort.class);

    private BestEffort() {}

    static void run(Runnable step) {
        get(
                () -> {
                    step.run();
                    return null;
                },
                null);
    }

    /** @param otherwise what there is when that breaks */
    static <T> T get(Supplier<T> step, T otherwise) {
        try {
            return step.get();
        } catch (Throwable broken) { // an Error as well: it would cost the record its event, or an event its mark
            LOG.warn("a trace lacks something, which is a defect of this program", broken);
            return otherwise;
        }
    }
}
