package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.AnswerHeaders.ServerException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a reported exception means. Type names are those the vendor shows in public; the last dotted segment decides,
 * because nothing public says whether the short, the full or the assembly-qualified name is sent. An unknown name
 * is taken for a passing fault: trying again loses nothing, giving up would.
 *
 * <p>In a chain of exceptions the rules of the installation come first. Then a refused ticket, wherever it stands: what
 * wraps it says only what could not be done without one. Then the first known one from outside in.
 */
final class ServerErrors {
    private static final Set<String> SIGN_IN = Set.of("SoSessionException");

    /**
     * Exactly these: a user, a file or a database that is not found says nothing of the task, and this answer is final.
     */
    private static final Set<String> NOT_FOUND =
            Set.of("SoNotFoundException", "SoEntityNotFoundException", "EntityNotFoundException");

    private static final Set<String> PERMANENT = Set.of(
            "SoSentryException",
            "SoFunctionRightException",
            "SoIllegalOperationException",
            "SoInvalidArgumentException",
            "SoLicenseException",
            "SoFeatureToggleException",
            "SoConsentException",
            "XsrfValidationException",
            "ArgumentException",
            "ArgumentNullException",
            "ArgumentOutOfRangeException",
            "NotSupportedException",
            "NotImplementedException",
            "UnauthorizedAccessException");

    /**
     * .NET's way to name an exception; whatever else stands there may be anything, a secret as well as a line break.
     */
    private static final Pattern TYPE = Pattern.compile("(?=[A-Za-z_])[A-Za-z0-9_+]{0,91}(?i:Exception|Error|Fault)");

    private final ErrorRules rules;

    /** @param rules decide before the built-in knowledge */
    ServerErrors(ErrorRules rules) {
        this.rules = rules;
    }

    /** @param exceptions outermost first, at least one */
    Failure classify(List<ServerException> exceptions) {
        ServerException outer = exceptions.get(0);
        return first(exceptions, this::byRule)
                .or(() -> first(exceptions, ServerErrors::refusedTicket))
                .or(() -> first(exceptions, ServerErrors::known))
                .orElseGet(() -> new Failure.Unavailable(code(outer), describe(outer)));
    }

    private static Optional<Failure> first(
            List<ServerException> exceptions, Function<ServerException, Optional<Failure>> meaning) {
        return exceptions.stream().map(meaning).flatMap(Optional::stream).findFirst();
    }

    private Optional<Failure> byRule(ServerException exception) {
        String type = exception.shortType();
        String code = code(exception);
        String message = describe(exception);
        if (rules.passing().contains(type)) {
            return Optional.of(new Failure.Unavailable(code, message));
        }
        if (rules.permanent().contains(type)) {
            return Optional.of(new Failure.Refused(code, message));
        }
        if (rules.notFound().contains(type)) {
            return Optional.of(new Failure.NotFound(code, message));
        }
        return rules.signIn().contains(type) ? Optional.of(new Failure.SignIn(code, message)) : Optional.empty();
    }

    private static Optional<Failure> refusedTicket(ServerException exception) {
        return SIGN_IN.contains(exception.shortType()) || exception.saysAuthenticationFailed()
                ? Optional.of(new Failure.SignIn(code(exception), describe(exception)))
                : Optional.empty();
    }

    private static Optional<Failure> known(ServerException exception) {
        String type = exception.shortType();
        if (NOT_FOUND.contains(type)) {
            return Optional.of(new Failure.NotFound(code(exception), describe(exception)));
        }
        return PERMANENT.contains(type)
                ? Optional.of(new Failure.Refused(code(exception), describe(exception)))
                : Optional.empty();
    }

    /** Goes unmasked into logs, headers and onto the status page. */
    private static String code(ServerException exception) {
        String type = exception.shortType();
        return TYPE.matcher(type).matches() ? type : "exception";
    }

    private static String describe(ServerException exception) {
        return (exception.type().isBlank() ? "exception without a type" : exception.type()) + ": "
                + exception.message();
    }
}
