package io.batchtask.bridge;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Each failure says with which seed the run is repeated: it orders classes and methods and feeds every random choice of
 * a test. Registered for all tests by the file {@code META-INF/services}.
 */
public final class SeedInFailure
        implements BeforeAllCallback, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final String PROPERTY = "tests.seed";

    private static boolean printed;

    /** A stack trace would say nothing: it is the run that is meant. */
    private static final class Repeat extends Exception {
        private static final long serialVersionUID = 1;

        Repeat() {
            super(advice(), null, false, false);
        }
    }

    private static String advice() {
        return "the order and the random choices of this run come again with -D" + PROPERTY + "="
                + System.getProperty(PROPERTY, "(none: not started by Maven)");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        printOnce();
    }

    private static synchronized void printOnce() {
        if (!printed) {
            printed = true;
            System.out.println(advice());
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failed) throws Throwable {
        throw with(failed);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failed) throws Throwable {
        throw with(failed);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failed) throws Throwable {
        throw with(failed);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failed) throws Throwable {
        throw with(failed);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failed) throws Throwable {
        throw with(failed);
    }

    private static Throwable with(Throwable failed) {
        failed.addSuppressed(new Repeat());
        return failed;
    }
}
