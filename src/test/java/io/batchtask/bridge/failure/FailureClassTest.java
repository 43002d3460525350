package io.batchtask.bridge.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureClassTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new Failure.Malformed("c", "m"), "malformed"),
                arguments(new Failure.NotFound("c", "m"), "not-found"),
                arguments(new Failure.Refused("c", "m"), "refused"),
                arguments(new Failure.SignIn("c", "m"), "sign-in"),
                arguments(new Failure.Unavailable("c", "m"), "unavailable"),
                arguments(new Failure.Poison("c", "m"), "poison"),
                arguments(new Failure.Contract("c", "m"), "contract"),
                arguments(new Failure.TooLarge("c", "m"), "too-large"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasTheWordOfItsClass(Failure failure, String word) {
        assertThat(failure.className()).isEqualTo(word);
        assertThat(failure.failureClass().word()).isEqualTo(word);
    }

    @Test
    void noFailureAndNoClassIsForgottenAbove() {
        Set<Class<?>> listed =
                failures().map(arguments -> arguments.get()[0].getClass()).collect(Collectors.toSet());
        assertThat(listed).containsExactlyInAnyOrder(Failure.class.getPermittedSubclasses());
        assertThat(failures().map(arguments -> arguments.get()[1]))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(FailureClass.values()).map(FailureClass::word).toList());
    }

    @ParameterizedTest
    @CsvSource({"READ, read", "LOOK_UP, look-up", "DESCRIBE, describe", "PUBLISH, publish"})
    void stepsAreCalledAsTheRoutes(Step step, String word) {
        assertThat(step.word()).isEqualTo(word);
    }
}
