package io.batchtask.bridge.online;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a checked system-user token says.
 *
 * @param ticket the credential for NetServer, opaque
 * @param netServer SOAP address of the tenant as of now, {@code https://host/Cust12345/Remote/Services86/}
 * @param context the tenant's context identifier
 * @param serial the serial number of its database
 */
record SecurityToken(String ticket, Optional<URI> netServer, String context, String serial) {
    private static final String CLAIM = "http://schemes.superoffice.net/identity/";
    private static final String ISSUER = "SuperOffice AS";
    private static final Duration SKEW = Duration.ofSeconds(60);

    /**
     * Whether one of the keys has signed that token. The header has the certificate's thumbprint ({@code x5t}) and no
     * {@code kid}, so the key with that thumbprint is tried first, then all others.
     */
    static boolean isSigned(JWSObject token, List<JWK> keys) {
        if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            throw refused("the token is signed with " + token.getHeader().getAlgorithm() + ", not RS256");
        }
        Optional<Base64URL> wanted = thumbprint(token);
        return keys.stream()
                .filter(RSAKey.class::isInstance)
                .map(RSAKey.class::cast)
                .sorted(Comparator.comparing(key -> !wanted.equals(thumbprint(key))))
                .anyMatch(key -> isSigned(token, key));
    }

    @SuppressWarnings("deprecation") // SHA-1 thumbprints are what the vendor writes; here they only select a key
    private static Optional<Base64URL> thumbprint(JWSObject token) {
        return Optional.ofNullable(token.getHeader().getX509CertThumbprint());
    }

    @SuppressWarnings("deprecation")
    private static Optional<Base64URL> thumbprint(JWK key) {
        return Optional.ofNullable(key.getX509CertThumbprint());
    }

    private static boolean isSigned(JWSObject token, RSAKey key) {
        try {
            return token.verify(new RSASSAVerifier(key.toRSAPublicKey()));
        } catch (JOSEException unusable) {
            return false;
        }
    }

    /**
     * The claims of a token whose signature has been checked.
     *
     * @param tenant context identifier or serial number the token must be for
     */
    static SecurityToken read(JWSObject token, String tenant, Clock clock) {
        try {
            Map<String, Object> raw = new HashMap<>(token.getPayload().toJSONObject());
            raw.computeIfPresent(
                    "iat", (name, value) -> Long.valueOf(value.toString())); // the vendor writes it as text
            JWTClaimsSet claims = JWTClaimsSet.parse(raw);
            String serial = text(claims, "serial");
            verify(claims, serial, clock);
            String context = text(claims, "ctx");
            if (!tenant.equalsIgnoreCase(context) && !tenant.equals(serial)) {
                throw refused("the token is for another tenant than " + tenant);
            }
            return new SecurityToken(
                    text(claims, "ticket"), address(claims.getClaim(CLAIM + "netserver_url")), context, serial);
        } catch (ParseException | BadJWTException | IllegalArgumentException wrong) {
            throw refused("the token cannot be accepted: " + wrong.getMessage());
        }
    }

    private static void verify(JWTClaimsSet claims, String serial, Clock clock) throws BadJWTException {
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        "spn:" + serial,
                        new JWTClaimsSet.Builder().issuer(ISSUER).build(),
                        Set.of("exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew((int) SKEW.toSeconds());
        verifier.verify(claims, null);
    }

    /** The ticket is good without it; where the tenant is, the state service says as well. */
    private static Optional<URI> address(Object claim) {
        try {
            return claim instanceof String text ? Optional.of(new URI(text)) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String text = claims.getStringClaim(CLAIM + name);
        if (text == null || text.isBlank()) {
            throw refused("the token has no claim " + name);
        }
        return text;
    }

    static SignInRefused refused(String message) {
        return SignInRefused.forNow(new Failure.SignIn("bad-security-token", message));
    }

    @Override
    public String toString() {
        return "SecurityToken[context=" + context + "]"; // the ticket is a secret
    }
}
