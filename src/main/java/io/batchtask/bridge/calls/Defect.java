package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is thrown where nothing should be: a defect of this program. Logged loudly; it stops no other record. */
public final class Defect {
    private static final Logger LOG = LoggerFactory.getLogger(Defect.class);

    /** Failure code of whatever broke on our own side. */
    static final String CODE = "internal";

    private Defect() {}

    /** A call that broke on our own side says nothing about its record: it is made again. */
    public static Failure ofCall(Throwable thrown) {
        LOG.error("a call broke, which is a defect of this program", thrown);
        return new Failure.Unavailable(
                CODE, "the call broke: " + thrown.getClass().getSimpleName());
    }

    /** @param what was being done, as {@code the look-up} */
    public static Failure in(String what, Throwable thrown) {
        LOG.error("a part broke, which is a defect of this program; part={}", what, thrown);
        return new Failure.Contract(CODE, what + " broke: " + thrown.getClass().getSimpleName());
    }

    /** Whether that is what {@link #ofCall} made of one. */
    public static boolean isBehind(Reply reply) {
        return reply instanceof Reply.Failed failed && failed.failure().code().equals(CODE);
    }
}
