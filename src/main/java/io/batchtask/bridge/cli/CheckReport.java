package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Runs the steps of {@code check} and prints a line for each. */
final class CheckReport {
    private static final long PATIENCE_SECONDS = 40;

    private final PrintWriter out;
    private UnaryOperator<String> redact = text -> text; // before there is anything secret
    private boolean failed;

    CheckReport(PrintWriter out) {
        this.out = out;
    }

    /** Takes secrets out of what is printed from now on. */
    void redact(UnaryOperator<String> with) {
        redact = with;
    }

    String redacted(String text) {
        return redact.apply(text);
    }

    /** The future's value, for a step that is to have an end. */
    static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Prints what the step has found, or why it failed.
     *
     * @return whether it has succeeded
     */
    boolean step(String what, Callable<String> check) {
        try {
            out.println("ok    " + what + ": " + check.call());
            return true;
        } catch (CheckFailed known) {
            out.println("FAIL  " + what + ": " + known.redacted(redact));
        } catch (TimeoutException late) {
            out.println("FAIL  " + what + ": no answer within " + PATIENCE_SECONDS + " s");
        } catch (Exception broken) {
            out.println("FAIL  " + what + ": " + redact.apply(Causes.explain(Causes.unwrapped(broken))));
        } finally {
            out.flush();
        }
        failed = true;
        return false;
    }

    /** Prints a line about steps that were left out. */
    void note(String text) {
        out.println("      " + text);
    }

    boolean hasFailed() {
        return failed;
    }
}
