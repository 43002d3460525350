package io.batchtask.bridge.netserver;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How to reach one NetServer.
 *
 * @param location asked at each call
 * @param applicationToken asked for at each call, so that a changed secret file is picked up; empty when none is sent
 * @param baseZone the installation's base time zone
 * @param timeZone SuperOffice's id (digits) or location code of the zone that times are asked for in; empty to ask for
 *     none
 * @param errors what exception types mean here
 */
public record NetServerOptions(
        ServiceLocation location,
        Supplier<Optional<String>> applicationToken,
        ZoneId baseZone,
        Optional<String> timeZone,
        ErrorRules errors) {}
