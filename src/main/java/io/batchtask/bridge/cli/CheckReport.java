package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Causes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/** Runs the steps of {@code check} and prints a line for each. */
final class CheckReport {
    private static final long PATIENCE_SECONDS = 40;

    /** Red on a terminal that shows colours, and plain anywhere else. */
    private static final String FAIL = CommandLine.Help.Ansi.AUTO.string("@|bold,red FAIL|@");

    private final PrintWriter out;
    private UnaryOperator<String> redact = text -> text; // before there is anything secret
    private final List<String> failed = new ArrayList<>();
    private int steps;

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
        steps++;
        try {
            out.println("ok    " + what + ": " + check.call());
            return true;
        } catch (CheckFailed known) {
            out.println(FAIL + "  " + what + ": " + known.redacted(redact));
        } catch (TimeoutException late) {
            out.println(FAIL + "  " + what + ": no answer within " + PATIENCE_SECONDS + " s");
        } catch (Exception broken) {
            out.println(FAIL + "  " + what + ": " + redact.apply(Causes.explain(Causes.unwrapped(broken))));
        } finally {
            out.flush();
        }
        failed.add(what);
        return false;
    }

    /** Prints a line about steps that were left out. */
    void note(String text) {
        out.println("      " + text);
    }

    /** The last line: how many were tried and which have failed. */
    void verdict() {
        out.println(
                failed.isEmpty()
                        ? "all " + steps + " checks passed"
                        : failed.size() + " of " + steps + " checks failed: " + String.join(", ", failed));
        out.flush();
    }

    boolean hasFailed() {
        return !failed.isEmpty();
    }
}
