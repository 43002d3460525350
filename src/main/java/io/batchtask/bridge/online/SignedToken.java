package io.batchtask.bridge.online;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * The proof that we are the app a tenant's administrator approved: {@code token.yyyyMMddHHmm.signature}, the time in
 * UTC, SHA-256 with RSA over the first two parts, standard base64. The time has minute resolution, so a clock that is
 * wrong by minutes is refused.
 */
final class SignedToken {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");

    private SignedToken() {}

    static String of(String systemUserToken, PrivateKey key, Clock clock) {
        String signed = systemUserToken + "." + MINUTE.format(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the private key cannot sign: " + unusable.getMessage(), unusable);
        }
    }
}
