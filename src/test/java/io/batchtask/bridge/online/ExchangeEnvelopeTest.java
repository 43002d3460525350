package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeEnvelopeTest {
    private static final String ANSWER = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>\
            <AuthenticationResponse xmlns="http://www.superoffice.com/superid/partnersystemuser/0.1" \
            xmlns:i="http://www.w3.org/2001/XMLSchema-instance">%s</AuthenticationResponse></s:Body></s:Envelope>""";

    @Test
    void theSecretsAreSoapHeadersAndTheTokenIsTheBody() {
        assertThat(ExchangeEnvelope.request("app&secret", "Cust12345", "App-1.202611250203.c2ln"))
                .isEqualTo("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                        + " xmlns:p=\"http://www.superoffice.com/superid/partnersystemuser/0.1\">"
                        + "<s:Header><p:ApplicationToken>app&amp;secret</p:ApplicationToken>"
                        + "<p:ContextIdentifier>Cust12345</p:ContextIdentifier></s:Header>"
                        + "<s:Body><p:AuthenticationRequest>"
                        + "<p:SignedSystemToken>App-1.202611250203.c2ln</p:SignedSystemToken>"
                        + "<p:ReturnTokenType>Jwt</p:ReturnTokenType>"
                        + "</p:AuthenticationRequest></s:Body></s:Envelope>");
    }

    @Test
    void aTokenIsReadFromASuccess() {
        var answer = ExchangeEnvelope.answer(ANSWER.formatted(
                "<IsSuccessful>true</IsSuccessful><Token>eyJ.a.b</Token><ErrorMessage i:nil=\"true\"/>"));

        assertThat(answer).isEqualTo(new ExchangeEnvelope.Answer(true, "eyJ.a.b", ""));
    }

    @Test
    void theReasonIsReadFromARefusal() {
        var answer = ExchangeEnvelope.answer(ANSWER.formatted("<IsSuccessful>false</IsSuccessful>"
                + "<Token i:nil=\"true\"/><ErrorMessage>InvalidSignature &amp; more</ErrorMessage>"));

        assertThat(answer).isEqualTo(new ExchangeEnvelope.Answer(false, "", "InvalidSignature & more"));
    }

    @Test
    void theReasonIsReadFromAFault() {
        var answer = ExchangeEnvelope.answer("""
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>\
                <faultcode>a:ActionNotSupported</faultcode><faultstring xml:lang="en-US">not supported</faultstring>\
                </s:Fault></s:Body></s:Envelope>""");

        assertThat(answer).isEqualTo(new ExchangeEnvelope.Answer(false, "", "not supported"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><br></html>",
                "Service unavailable",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><Token>eyJ",
                "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><Token>&f;</Token>"
            })
    void whatIsNoSoapIsNoAnswer(String text) {
        SignInRefused refused = catchThrowableOfType(SignInRefused.class, () -> ExchangeEnvelope.answer(text));

        assertThat(refused.failure()).isInstanceOf(Failure.Contract.class);
        assertThat(refused.failure().code()).isEqualTo("not-soap");
    }
}
