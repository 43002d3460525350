package io.batchtask.bridge.dev.netserver;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * JSON web tokens in the vendor's shape: RS256, the header with {@code x5t} and no {@code kid}, {@code iat} as text,
 * good for six minutes.
 */
final class SecurityTokens {
    private static final String CLAIM = "http://schemes.superoffice.net/identity/";
    private static final Base64.Encoder BASE_64_URL = Base64.getUrlEncoder().withoutPadding();

    private volatile KeyPair keys = OnlineApp.newKeys();
    private volatile TokenFault fault;

    void fault(TokenFault next) {
        fault = next;
    }

    /** Tokens are signed with another key from now on, and only that one is published. */
    void rotate() {
        keys = OnlineApp.newKeys();
    }

    String issue(String tenant, String serial, String ticket, URI netServer, Instant now) {
        TokenFault wrong = fault;
        if (wrong == TokenFault.NO_TOKEN) {
            return "<html>signed in</html>";
        }
        String header = new JsonObject()
                .put("typ", "JWT")
                .put("alg", algorithm(wrong))
                .put("x5t", thumbprint(keys))
                .encode();
        JsonObject claims = claims(tenant, serial, ticket, netServer, now, wrong);
        String signed = encode(header) + "." + encode(claims.encode());
        String signature = signature(signed, wrong);
        return wrong == TokenFault.TAMPERED
                ? encode(header) + "."
                        + encode(claims.put(CLAIM + "ticket", ticket + "A").encode()) + "." + signature
                : signed + "." + signature;
    }

    private static String algorithm(TokenFault wrong) {
        return wrong == TokenFault.ALG_NONE ? "none" : wrong == TokenFault.HS256 ? "HS256" : "RS256";
    }

    private static JsonObject claims(
            String tenant, String serial, String ticket, URI netServer, Instant now, TokenFault wrong) {
        boolean other = wrong == TokenFault.OTHER_TENANT;
        String shownSerial = other ? "9999999999" : serial;
        Instant from = wrong == TokenFault.EXPIRED
                ? now.minusSeconds(600)
                : wrong == TokenFault.NOT_YET_VALID ? now.plusSeconds(600) : now;
        JsonObject claims = new JsonObject()
                .put("sub", "system")
                .put(CLAIM + "ctx", other ? "Cust99999" : tenant)
                .put(CLAIM + "serial", shownSerial)
                .put(CLAIM + "is_administrator", "False")
                .put(CLAIM + "netserver_url", netServer.toString())
                .put(CLAIM + "webapi_url", netServer.resolve("../../api/").toString());
        if (wrong != TokenFault.NO_TICKET) {
            claims.put(CLAIM + "ticket", ticket);
        }
        claims.put("iat", String.valueOf(from.getEpochSecond())).put("nbf", from.getEpochSecond());
        if (wrong != TokenFault.NO_EXPIRY) {
            claims.put("exp", from.getEpochSecond() + 360);
        }
        return claims.put("iss", wrong == TokenFault.WRONG_ISSUER ? "https://sod.superoffice.com" : "SuperOffice AS")
                .put("aud", wrong == TokenFault.WRONG_AUDIENCE ? "spn:0" : "spn:" + shownSerial);
    }

    private String signature(String signed, TokenFault wrong) {
        try {
            byte[] bytes = signed.getBytes(StandardCharsets.UTF_8);
            if (wrong == TokenFault.ALG_NONE) {
                return "";
            }
            if (wrong == TokenFault.HS256) {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
                return BASE_64_URL.encodeToString(mac.doFinal(bytes));
            }
            KeyPair used = wrong == TokenFault.FOREIGN_KEY ? OnlineApp.newKeys() : keys;
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(used.getPrivate());
            signature.update(bytes);
            return BASE_64_URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code /login/.well-known/jwks}. */
    JsonObject jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("use", "sig")
                                        .put("x5t", thumbprint(keys))
                                        .put("n", BASE_64_URL.encodeToString(OnlineApp.unsigned(key.getModulus())))
                                        .put(
                                                "e",
                                                BASE_64_URL.encodeToString(
                                                        OnlineApp.unsigned(key.getPublicExponent())))));
    }

    /** The vendor's is that of its certificate; here the key stands in for it. */
    private static String thumbprint(KeyPair keys) {
        try {
            return BASE_64_URL.encodeToString(
                    MessageDigest.getInstance("SHA-1").digest(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(String json) {
        return BASE_64_URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
