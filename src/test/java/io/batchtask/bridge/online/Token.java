package io.batchtask.bridge.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.batchtask.bridge.dev.netserver.OnlineApp;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A security token in the vendor's shape, to be changed; put together by hand, so that no library can help it. */
final class Token {
    static final String CLAIM = "http://schemes.superoffice.net/identity/";
    static final String TICKET = "7T:NABlADMAYQAwADUAZgBkAA==";
    static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
    static final KeyPair KEYS = OnlineApp.newKeys();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final Map<String, Object> header = new LinkedHashMap<>();
    final Map<String, Object> claims = new LinkedHashMap<>();

    Token() {
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        header.put("x5t", "Frf7jD-asGiFqADGTmTJfEq16Yw");
        claims.put(CLAIM + "ctx", "Cust12345");
        claims.put(CLAIM + "serial", "1133445566");
        claims.put(CLAIM + "ticket", TICKET);
        claims.put(CLAIM + "netserver_url", "https://sod2.superoffice.com/Cust12345/Remote/Services86/");
        claims.put("iat", String.valueOf(NOW.getEpochSecond()));
        claims.put("nbf", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 360);
        claims.put("iss", "SuperOffice AS");
        claims.put("aud", "spn:1133445566");
    }

    Token with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    Token without(String claim) {
        claims.remove(claim);
        return this;
    }

    Token head(String name, Object value) {
        header.put(name, value);
        return this;
    }

    String signed() {
        return signed(KEYS, "SHA256withRSA");
    }

    String signed(KeyPair keys, String algorithm) {
        try {
            String text = encoded(header) + "." + encoded(claims);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String encoded(Object json) {
        try {
            return encoded(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As the environment publishes it. */
    @SuppressWarnings("deprecation") // the vendor writes SHA-1 thumbprints
    static JWK published(KeyPair keys, String thumbprint) {
        RSAKey.Builder key = new RSAKey.Builder((RSAPublicKey) keys.getPublic());
        return (thumbprint == null ? key : key.x509CertThumbprint(new Base64URL(thumbprint))).build();
    }
}
