package io.batchtask.bridge.netserver;

import io.batchtask.bridge.task.Words;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an installation's own experience says about exception types, over the built-in knowledge. Of each
 * entry the last dotted segment counts, as of an ExceptionType: {@code SoDbAccessException}.
 *
 * @param permanent refused for good
 * @param passing tried again
 * @param notFound the task is not there
 * @param signIn the ticket is no longer good
 */
public record ErrorRules(Set<String> permanent, Set<String> passing, Set<String> notFound, Set<String> signIn) {
    /** Nothing but the built-in knowledge. */
    public static final ErrorRules NONE = new ErrorRules(Set.of(), Set.of(), Set.of(), Set.of());

    public ErrorRules {
        permanent = shortTypes(permanent);
        passing = shortTypes(passing);
        notFound = shortTypes(notFound);
        signIn = shortTypes(signIn);
    }

    private static Set<String> shortTypes(Set<String> types) {
        return types.stream().map(Words::lastPart).collect(Collectors.toUnmodifiableSet());
    }
}
