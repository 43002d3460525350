package io.batchtask.bridge.netserver;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How to reach one NetServer.
 *
 * @param whereabouts asked at each call
 * @param applicationToken asked for at each call, so that a changed secret file is picked up; empty when none is sent
 * @param connections most HTTP connections at once
 * @param baseZone the installation's base time zone
 * @param timeZone SuperOffice's id (digits) or location code of the zone that times are asked for in; empty to ask for none
 * @param errors what exception types mean here
 * @param tls empty for the JVM's own trust
 */
public record Connection(
        Whereabouts whereabouts,
        Supplier<Optional<String>> applicationToken,
        Duration connectTimeout,
        Duration responseTimeout,
        int connections,
        ZoneId baseZone,
        Optional<String> timeZone,
        ErrorRules errors,
        Optional<SSLContext> tls) {}
