package io.batchtask.bridge.netserver;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How to reach one NetServer.
 *
 * @param base address up to and including the service version, with a trailing slash
 * @param applicationToken asked for at each call, so that a changed secret file is picked up; empty when none is sent
 * @param connections most HTTP connections at once
 * @param baseZone the installation's base time zone
 * @param tls empty for the JVM's own trust
 */
public record Connection(
        URI base,
        Supplier<Optional<String>> applicationToken,
        Duration connectTimeout,
        Duration responseTimeout,
        int connections,
        ZoneId baseZone,
        Optional<SSLContext> tls) {}
