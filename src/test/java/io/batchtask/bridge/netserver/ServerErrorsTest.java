package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.AnswerHeaders.ServerException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerErrorsTest {
    private static Failure classify(ServerException... outermostFirst) {
        return new ServerErrors(ErrorRules.NONE).classify(List.of(outermostFirst));
    }

    private static ServerException exception(String type) {
        return new ServerException(type, "why");
    }

    @ParameterizedTest
    @CsvSource({
        "SuperOffice.Exceptions, SoSessionException, sign-in",
        "SuperOffice.Exceptions, SoNotFoundException, not-found",
        "SuperOffice.Exceptions, EntityNotFoundException, not-found",
        "SuperOffice.Exceptions, SoEntityNotFoundException, not-found",
        "SuperOffice.Exceptions, SoSentryException, refused",
        "SuperOffice.Exceptions, SoFunctionRightException, refused",
        "SuperOffice.Exceptions, SoIllegalOperationException, refused",
        "SuperOffice.Exceptions, SoInvalidArgumentException, refused",
        "SuperOffice.Exceptions, SoLicenseException, refused",
        "SuperOffice.Exceptions, SoFeatureToggleException, refused",
        "SuperOffice.Exceptions, SoConsentException, refused",
        "SuperOffice.Exceptions, XsrfValidationException, refused",
        "System, ArgumentException, refused",
        "System, ArgumentNullException, refused",
        "System, ArgumentOutOfRangeException, refused",
        "System, NotSupportedException, refused",
        "System, NotImplementedException, refused",
        "System, UnauthorizedAccessException, refused",
        // passing faults, or unknown ones: trying again loses nothing
        "SuperOffice.Exceptions, SoDbAccessException, unavailable",
        "SuperOffice.Exceptions, SoMissingDatabaseContextException, unavailable",
        "SuperOffice.Exceptions, SoBatchTaskNotFoundException, unavailable",
        "SuperOffice.Exceptions, SoAssociateNotFoundException, unavailable",
        "SuperOffice.Exceptions, SoDatabaseNotFoundException, unavailable",
        "SuperOffice.Exceptions, SoFileNotFoundException, unavailable",
        "SuperOffice.Exceptions, SoTemplateFileNotFoundException, unavailable",
        "System.IO, FileNotFoundException, unavailable",
        "SomeVendor, TypeNotFoundException, unavailable",
        "SuperOffice.Exceptions, SoAsyncProviderTimeoutException, unavailable",
        "SuperOffice.Exceptions, SoHttpResponseException, unavailable",
        "SuperOffice.Exceptions, SoBrandNewException, unavailable",
        "System, NullReferenceException, unavailable",
        "System, sosessionexception, unavailable"
    })
    void theTypeDecidesHoweverItIsWritten(String namespace, String type, String failureClass) {
        for (String written : List.of(
                type,
                namespace + "." + type,
                namespace + "." + type + ", SoCore, Version=11.6.0.0, Culture=neutral, PublicKeyToken=abc")) {
            Failure failure = classify(exception(written));
            assertThat(failure.className()).as(written).isEqualTo(failureClass);
            assertThat(failure.code()).isEqualTo(type);
            assertThat(failure.message()).isEqualTo(written + ": why");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "System.ServiceModel.FaultException, SuperOffice.Exceptions.SoSessionException, sign-in, SoSessionException",
        "System.Exception, SoNotFoundException, not-found, SoNotFoundException",
        "System.Exception, SuperOffice.Exceptions.SoLicenseException, refused, SoLicenseException",
        "SoSentryException, SoDbAccessException, refused, SoSentryException",
        "SoNotFoundException, SoSentryException, not-found, SoNotFoundException",
        "System.Exception, SoUserNotFoundException, unavailable, Exception",
        // a refused ticket wins wherever it stands
        "ArgumentException, SuperOffice.Exceptions.SoSessionException, sign-in, SoSessionException",
        "UnauthorizedAccessException, SoSessionException, sign-in, SoSessionException",
        "SoNotFoundException, SoSessionException, sign-in, SoSessionException",
        "System.Exception, SoDbAccessException, unavailable, Exception"
    })
    void aRefusedTicketDecidesElseTheFirstKnownOneFromOutsideIn(
            String outer, String inner, String failureClass, String code) {
        Failure failure = classify(exception(outer), exception(inner));
        assertThat(failure.className()).isEqualTo(failureClass);
        assertThat(failure.code()).isEqualTo(code);
    }

    @Test
    void anExceptionSeveralLevelsDownIsFound() {
        assertThat(classify(exception("A"), exception("B"), exception("C"), exception("SoSessionException")))
                .isInstanceOf(Failure.SignIn.class);
    }

    @Test
    void failedAuthenticationIsKnownByItsText() {
        assertThat(classify(new ServerException("System.Exception", "Authentication failed!")))
                .isInstanceOf(Failure.SignIn.class);
        assertThat(classify(new ServerException("", "Authentication failed!"))).isInstanceOf(Failure.SignIn.class);
        assertThat(classify(new ServerException("System.Exception", "0x80131500", "Authentication failed!")))
                .isInstanceOf(Failure.SignIn.class);
    }

    @Test
    void anExceptionWithoutATypeIsUnavailable() {
        Failure failure = classify(new ServerException("", "why"));
        assertThat(failure.className()).isEqualTo("unavailable");
        assertThat(failure.code()).isEqualTo("exception");
        assertThat(failure.message()).isEqualTo("exception without a type: why");
    }

    @Test
    void failedAuthenticationIsKnownByItsTextWhereverThatStands() {
        assertThat(classify(
                        exception("System.ArgumentException"),
                        new ServerException("System.Exception", "SuperOffice: Authentication failed!")))
                .isInstanceOf(Failure.SignIn.class);
    }

    @Test
    void theRulesOfTheInstallationComeBeforeAllElse() {
        ErrorRules rules =
                new ErrorRules(Set.of("SoSessionException"), Set.of(), Set.of("SoTaskNotFoundException"), Set.of());
        assertThat(new ServerErrors(rules)
                        .classify(List.of(exception("SoNotFoundException"), exception("SoSessionException"))))
                .isInstanceOf(Failure.Refused.class);
        assertThat(new ServerErrors(rules)
                        .classify(List.of(
                                new ServerException("A", "Authentication failed"),
                                exception("SoTaskNotFoundException"))))
                .isInstanceOf(Failure.NotFound.class);
    }

    /** Codes are neither masked nor escaped where they go. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Evil\r\n2026 ERROR fake log line",
                "7T:abc==",
                "hunter22",
                "so so Exception",
                "<script>Exception",
                "8A:Cust12345.abcException"
            })
    void whatDoesNotLookLikeAnExceptionsNameIsNoCode(String type) {
        assertThat(classify(exception(type)).code()).isEqualTo(type.contains("Cust") ? "abcException" : "exception");
    }

    @Test
    void aCodeIsOfBoundedLength() {
        assertThat(classify(exception("X".repeat(80) + "Exception")).code()).hasSize(89);
        assertThat(classify(exception("X".repeat(5_000) + "Exception")).code()).isEqualTo("exception");
    }
}
