package io.batchtask.bridge.relay;

import io.batchtask.bridge.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is thrown where nothing should be: a defect of this program. It ends one record, loudly, and stops nobody else. */
final class Defect {
    private static final Logger LOG = LoggerFactory.getLogger(Defect.class);

    private Defect() {}

    /** @param what was being done, as {@code the look-up} */
    static Failure in(String what, Throwable thrown) {
        LOG.error("{} broke, which is a defect of this program", what, thrown);
        return new Failure.Contract(
                "internal", what + " broke: " + thrown.getClass().getSimpleName());
    }
}
