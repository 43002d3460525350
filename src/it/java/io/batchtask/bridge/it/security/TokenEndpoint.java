package io.batchtask.bridge.it.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** An authorization server: tokens for one client by its secret (RFC 6749, section 4.4), and the key they are signed with. */
final class TokenEndpoint implements AutoCloseable {
    static final String AUDIENCE = "kafka";

    private final HttpServer server;
    private final RSAKey key;
    private final String client;
    private final String basic;

    TokenEndpoint(String client, String secret) throws IOException, JOSEException {
        this.client = client;
        this.basic =
                "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        key = new RSAKeyGenerator(2048).keyID("key-1").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.start();
    }

    /** Hands out the same tokens on another port; ends with the one that opened it. */
    HttpServer alsoAt(int port) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        other.createContext("/token", this::token);
        other.start();
        return other;
    }

    URI tokens() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    URI keys() {
        return tokens().resolve("/keys");
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known = basic.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (known && form.contains("grant_type=client_credentials")) {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"" + signed() + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
        } else {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        }
    }

    private String signed() {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject(client)
                        .audience(AUDIENCE)
                        .claim("scope", "kafka")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    private static void answer(HttpExchange exchange, int status, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
