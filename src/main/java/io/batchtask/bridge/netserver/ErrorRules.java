package io.batchtask.bridge.netserver;

import java.util.Set;

/**
 * What an installation's own experience says about exception types, over the built-in knowledge. Each entry is the last
 * dotted segment of an ExceptionType, such as {@code SoDbAccessException}.
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
        permanent = Set.copyOf(permanent);
        passing = Set.copyOf(passing);
        notFound = Set.copyOf(notFound);
        signIn = Set.copyOf(signIn);
    }
}
