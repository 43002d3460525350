package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.AnswerHeaders.ServerException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a reported exception means. Type names are those the vendor shows in public; the last dotted segment decides,
 * because nothing public says whether the short, the full or the assembly-qualified name is sent. A name nobody knows
 * is taken for a passing fault: trying again loses nothing, giving up would.
 */
final class ServerErrors {
    private static final Set<String> SIGN_IN = Set.of("SoSessionException");
    private static final Pattern NOT_FOUND = Pattern.compile("So\\w*NotFoundException|EntityNotFoundException");
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

    private final ErrorRules rules;

    /** @param rules decide before the built-in knowledge */
    ServerErrors(ErrorRules rules) {
        this.rules = rules;
    }

    /** @param exceptions outermost first, at least one; the first known one decides */
    Failure classify(List<ServerException> exceptions) {
        for (ServerException exception : exceptions) {
            Optional<Failure> known = known(exception);
            if (known.isPresent()) {
                return known.get();
            }
        }
        ServerException outer = exceptions.get(0);
        return new Failure.Unavailable(code(outer), describe(outer));
    }

    private Optional<Failure> known(ServerException exception) {
        String type = exception.shortType();
        String code = code(exception);
        String message = describe(exception);
        if (rules.passing().contains(type)) {
            return Optional.of(new Failure.Unavailable(code, message));
        }
        if (rules.permanent().contains(type)) {
            return Optional.of(new Failure.Refused(code, message));
        }
        if (rules.notFound().contains(type)
                || (saysNotFound(type) && !rules.signIn().contains(type))) {
            return Optional.of(new Failure.NotFound(code, message));
        }
        if (rules.signIn().contains(type) || SIGN_IN.contains(type) || exception.saysAuthenticationFailed()) {
            return Optional.of(new Failure.SignIn(code, message));
        }
        return PERMANENT.contains(type) ? Optional.of(new Failure.Refused(code, message)) : Optional.empty();
    }

    /** A file that is missing is the installation's trouble, and says nothing of the task. */
    private static boolean saysNotFound(String type) {
        return NOT_FOUND.matcher(type).matches() && !type.contains("File");
    }

    private static String code(ServerException exception) {
        String type = exception.shortType();
        return type.isBlank() ? "exception" : type.length() > 100 ? type.substring(0, 100) : type;
    }

    private static String describe(ServerException exception) {
        return (exception.type().isBlank() ? "exception without a type" : exception.type()) + ": "
                + exception.message();
    }
}
