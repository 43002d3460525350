package io.batchtask.bridge.task;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is left out of events.
 *
 * @param fields names of whole fields
 * @param parameters keys of single parameters, as they are on the wire
 */
public record Mask(Set<String> fields, Set<String> parameters) {
    /** Nothing. */
    public static final Mask NONE = new Mask(Set.of(), Set.of());

    /** Stands before the key of a single parameter; the key may hold dots of its own. */
    public static final String PARAMETER = "parameterObject.";

    public Mask {
        fields = Set.copyOf(fields);
        parameters = Set.copyOf(parameters);
    }

    /** @param names of fields, and keys of parameters behind {@value #PARAMETER} */
    public static Mask of(Set<String> names) {
        return new Mask(
                names.stream().filter(name -> !name.startsWith(PARAMETER)).collect(Collectors.toSet()),
                names.stream()
                        .filter(name -> name.startsWith(PARAMETER))
                        .map(name -> name.substring(PARAMETER.length()))
                        .collect(Collectors.toSet()));
    }
}
