package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.FailureClass;
import io.batchtask.bridge.netserver.AnswerHeaders.ServerException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an installation's own rules make of exception types, over the built-in knowledge. */
class ErrorRulesTest {
    private static final Set<String> NO_TYPES = Set.of();

    private static ErrorRules permanent(String... types) {
        return new ErrorRules(Set.of(types), NO_TYPES, NO_TYPES, NO_TYPES);
    }

    private static ErrorRules passing(String... types) {
        return new ErrorRules(NO_TYPES, Set.of(types), NO_TYPES, NO_TYPES);
    }

    private static ErrorRules notFound(String... types) {
        return new ErrorRules(NO_TYPES, NO_TYPES, Set.of(types), NO_TYPES);
    }

    private static ErrorRules signIn(String... types) {
        return new ErrorRules(NO_TYPES, NO_TYPES, NO_TYPES, Set.of(types));
    }

    private static FailureClass classOf(ErrorRules rules, ServerException... exceptions) {
        return new ServerErrors(rules).classify(List.of(exceptions)).failureClass();
    }

    private static ServerException exception(String type) {
        return new ServerException("SuperOffice.Exceptions." + type, "something happened");
    }

    static Stream<Arguments> overrides() {
        return Stream.of(
                Arguments.of("SoDbAccessException", ErrorRules.NONE, FailureClass.UNAVAILABLE),
                Arguments.of("SoDbAccessException", permanent("SoDbAccessException"), FailureClass.REFUSED),
                Arguments.of("SoDbAccessException", notFound("SoDbAccessException"), FailureClass.NOT_FOUND),
                Arguments.of("SoDbAccessException", signIn("SoDbAccessException"), FailureClass.SIGN_IN),
                Arguments.of("SoSentryException", ErrorRules.NONE, FailureClass.REFUSED),
                Arguments.of("SoSentryException", passing("SoSentryException"), FailureClass.UNAVAILABLE),
                Arguments.of("SoSentryException", notFound("SoSentryException"), FailureClass.NOT_FOUND),
                Arguments.of("SoSentryException", signIn("SoSentryException"), FailureClass.SIGN_IN),
                Arguments.of("SoNotFoundException", ErrorRules.NONE, FailureClass.NOT_FOUND),
                Arguments.of("SoNotFoundException", passing("SoNotFoundException"), FailureClass.UNAVAILABLE),
                Arguments.of("SoNotFoundException", permanent("SoNotFoundException"), FailureClass.REFUSED),
                Arguments.of("SoNotFoundException", signIn("SoNotFoundException"), FailureClass.SIGN_IN),
                Arguments.of("SoSessionException", ErrorRules.NONE, FailureClass.SIGN_IN),
                Arguments.of("SoSessionException", passing("SoSessionException"), FailureClass.UNAVAILABLE),
                Arguments.of("SoSessionException", permanent("SoSessionException"), FailureClass.REFUSED),
                Arguments.of("SoSessionException", notFound("SoSessionException"), FailureClass.NOT_FOUND),
                Arguments.of("SoHomeMadeException", ErrorRules.NONE, FailureClass.UNAVAILABLE),
                Arguments.of("SoHomeMadeException", permanent("SoHomeMadeException"), FailureClass.REFUSED));
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @MethodSource("overrides")
    void aRuleDecidesBeforeTheBuiltInKnowledge(String type, ErrorRules rules, FailureClass expected) {
        assertThat(classOf(rules, exception(type))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @MethodSource("overrides")
    void theTypeMayBeWrittenInAnyForm(String type, ErrorRules rules, FailureClass expected) {
        assertThat(classOf(rules, new ServerException(type, ""))).isEqualTo(expected);
        assertThat(classOf(
                        rules,
                        new ServerException(
                                "SuperOffice.Exceptions." + type + ", SoCore, Version=11.6.0.0, Culture=neutral", "")))
                .isEqualTo(expected);
    }

    @Test
    void aRuleForAnInnerExceptionDecidesWhenTheOuterOneIsUnknown() {
        assertThat(classOf(
                        permanent("SoHomeMadeException"),
                        exception("FaultException"),
                        exception("SoHomeMadeException")))
                .isEqualTo(FailureClass.REFUSED);
    }

    @Test
    void theOuterExceptionDecidesBeforeTheInnerOne() {
        assertThat(classOf(
                        passing("SoWrapperException"), exception("SoWrapperException"), exception("SoSentryException")))
                .isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void aRuleMayNameTheWholeType() {
        assertThat(classOf(permanent("SuperOffice.Exceptions.SoDbAccessException"), exception("SoDbAccessException")))
                .isEqualTo(FailureClass.REFUSED);
        assertThat(classOf(
                        permanent("SuperOffice.Exceptions.SoDbAccessException"),
                        new ServerException("SoDbAccessException", "")))
                .isEqualTo(FailureClass.REFUSED);
    }

    @Test
    void aRuleForAnotherTypeChangesNothing() {
        assertThat(classOf(permanent("DbAccessException"), exception("SoDbAccessException")))
                .isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void whatIsRuledToPassIsTriedAgainAlsoWhenItSpeaksOfAuthentication() {
        ServerException speaking = new ServerException("SoProxyException", "Authentication failed: try later");

        assertThat(classOf(ErrorRules.NONE, speaking)).isEqualTo(FailureClass.SIGN_IN);
        assertThat(classOf(passing("SoProxyException"), speaking)).isEqualTo(FailureClass.UNAVAILABLE);
    }
}
