package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import io.batchtask.bridge.dev.netserver.OnlineApp;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityTokenTest {
    private static final JWK PUBLISHED = Token.published(Token.KEYS, "Frf7jD-asGiFqADGTmTJfEq16Yw");

    private static SecurityToken accept(String token) throws ParseException {
        return accept(token, "Cust12345", Token.NOW);
    }

    /** As signing in does it: the signature first, then the claims. */
    private static SecurityToken accept(String token, String tenant, Instant now) throws ParseException {
        JWSObject parsed = JWSObject.parse(token);
        if (!SecurityToken.isSigned(parsed, List.of(PUBLISHED))) {
            throw SecurityToken.refused("not signed");
        }
        return SecurityToken.read(parsed, tenant, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void theTicketAndTheAddressAreTakenFromATokenInTheVendorsShape() throws Exception {
        SecurityToken token = accept(new Token().signed());

        assertThat(token.ticket()).isEqualTo(Token.TICKET);
        assertThat(token.netServer()).contains(URI.create("https://sod2.superoffice.com/Cust12345/Remote/Services86/"));
        assertThat(token.context()).isEqualTo("Cust12345");
        assertThat(token.serial()).isEqualTo("1133445566");
    }

    static Stream<Arguments> tokensThatAreUnusualButRight() {
        return Stream.of(
                Arguments.of("iat as a number", new Token().with("iat", Token.NOW.getEpochSecond())),
                Arguments.of("no iat", new Token().without("iat")),
                Arguments.of("no nbf", new Token().without("nbf")),
                Arguments.of("the audience as a list", new Token().with("aud", List.of("spn:1133445566"))),
                Arguments.of("further claims", new Token().with(Token.CLAIM + "is_administrator", "False")),
                Arguments.of("no address", new Token().without(Token.CLAIM + "netserver_url")),
                Arguments.of("no thumbprint", new Token().head("x5t", null)),
                Arguments.of("another thumbprint", new Token().head("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatAreUnusualButRight")
    void aTokenThatIsUnusualButRightIsAccepted(String what, Token token) throws Exception {
        assertThat(accept(token.signed()).ticket()).isEqualTo(Token.TICKET);
    }

    @Test
    void anAddressThatIsNoneIsAsGoodAsAbsent() throws Exception {
        for (Object claim : List.of("not an address", 7, List.of("https://sod2.superoffice.com/"))) {
            SecurityToken token = accept(
                    new Token().with(Token.CLAIM + "netserver_url", claim).signed());
            assertThat(token.ticket()).isEqualTo(Token.TICKET);
            assertThat(token.netServer()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"Cust12345", "cust12345", "1133445566"})
    void theTenantIsNamedByItsContextOrItsSerialNumber(String tenant) throws Exception {
        assertThat(accept(new Token().signed(), tenant, Token.NOW).ticket()).isEqualTo(Token.TICKET);
    }

    static Stream<Arguments> tokensThatAreWrong() {
        String claim = Token.CLAIM;
        return Stream.of(
                Arguments.of("wrong issuer", new Token().with("iss", "https://sod.superoffice.com"), "iss"),
                Arguments.of("no issuer", new Token().without("iss"), "iss"),
                Arguments.of("another app's audience", new Token().with("aud", "some-client-id"), "aud"),
                Arguments.of("another serial's audience", new Token().with("aud", "spn:9999999999"), "aud"),
                Arguments.of("no audience", new Token().without("aud"), "aud"),
                Arguments.of("no expiry", new Token().without("exp"), "exp"),
                Arguments.of(
                        "another tenant",
                        new Token()
                                .with(claim + "ctx", "Cust99999")
                                .with(claim + "serial", "9999999999")
                                .with("aud", "spn:9999999999"),
                        "another tenant than Cust12345"),
                Arguments.of("no context", new Token().without(claim + "ctx"), "no claim ctx"),
                Arguments.of("no serial", new Token().without(claim + "serial"), "no claim serial"),
                Arguments.of("no ticket", new Token().without(claim + "ticket"), "no claim ticket"),
                Arguments.of("a blank ticket", new Token().with(claim + "ticket", " "), "no claim ticket"),
                Arguments.of("a ticket that is a number", new Token().with(claim + "ticket", 7), "cannot be accepted"),
                Arguments.of("an iat that is no time", new Token().with("iat", "today"), "cannot be accepted"),
                Arguments.of("another algorithm of RSA", new Token().head("alg", "RS512"), "not RS256"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatAreWrong")
    void aTokenThatIsWrongIsRefusedWithTheReason(String what, Token token, String reason) {
        String algorithm = token.header.get("alg").equals("RS512") ? "SHA512withRSA" : "SHA256withRSA";

        SignInRefused refused =
                catchThrowableOfType(SignInRefused.class, () -> accept(token.signed(Token.KEYS, algorithm)));

        assertThat(refused.failure()).isInstanceOf(Failure.SignIn.class);
        assertThat(refused.failure().code()).isEqualTo("bad-security-token");
        assertThat(refused.failure().message()).contains(reason).doesNotContain(Token.TICKET);
    }

    @ParameterizedTest
    @CsvSource({
        "-60, false", // not valid yet: issued by a clock that is ahead
        "-59, true",
        "0, true",
        "360, true",
        "419, true",
        "420, false" // exp and a minute
    })
    void aClockThatIsAMinuteWrongIsForgiven(long secondsAfterIssue, boolean accepted) {
        SignInRefused refused = catchThrowableOfType(
                SignInRefused.class,
                () -> accept(new Token().signed(), "Cust12345", Token.NOW.plusSeconds(secondsAfterIssue)));

        assertThat(refused == null).isEqualTo(accepted);
    }

    @Test
    void aTokenWithoutASignatureIsNoToken() {
        String unsigned =
                Token.encoded(new Token().head("alg", "none").header) + "." + Token.encoded(new Token().claims) + ".";

        assertThat(catchThrowableOfType(ParseException.class, () -> JWSObject.parse(unsigned)))
                .isNotNull();
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws Exception {
        Token token = new Token().head("alg", "HS256");
        String text = Token.encoded(token.header) + "." + Token.encoded(token.claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Token.KEYS.getPublic().getEncoded(), "HmacSHA256"));
        String forged = text + "." + Token.encoded(mac.doFinal(text.getBytes()));

        SignInRefused refused = catchThrowableOfType(SignInRefused.class, () -> accept(forged));

        assertThat(refused.failure().message()).contains("HS256, not RS256");
    }

    @Test
    void claimsThatWereChangedAfterwardsAreNotSigned() throws Exception {
        String[] parts = new Token().signed().split("\\.");
        String changed = parts[0] + "." + Token.encoded(new Token().with(Token.CLAIM + "ticket", "7T:other").claims)
                + "." + parts[2];

        assertThat(SecurityToken.isSigned(JWSObject.parse(changed), List.of(PUBLISHED)))
                .isFalse();
    }

    @Test
    void aKeyThatIsNotPublishedSignsNothing() throws Exception {
        JWSObject token = JWSObject.parse(new Token().signed(OnlineApp.newKeys(), "SHA256withRSA"));

        assertThat(SecurityToken.isSigned(token, List.of(PUBLISHED))).isFalse();
        assertThat(SecurityToken.isSigned(token, List.of())).isFalse();
    }

    @Test
    void amongManyKeysTheRightOneIsFoundByItsThumbprintOrByTrying() throws Exception {
        KeyPair other = OnlineApp.newKeys();
        KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
        curves.initialize(Curve.P_256.toECParameterSpec());
        JWK curve = new ECKey.Builder(
                        Curve.P_256, (ECPublicKey) curves.generateKeyPair().getPublic())
                .build();
        JWSObject token = JWSObject.parse(new Token().signed());

        assertThat(SecurityToken.isSigned(token, List.of(curve, Token.published(other, "x"), PUBLISHED)))
                .isTrue();
        assertThat(SecurityToken.isSigned(
                        token, List.of(Token.published(other, null), Token.published(Token.KEYS, null))))
                .isTrue();
    }

    @Test
    void aTokenDoesNotShowItsTicket() throws Exception {
        SecurityToken token = accept(new Token().signed());

        assertThat(token.toString()).contains("Cust12345").doesNotContain(Token.TICKET);
    }
}
