package io.batchtask.bridge.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What travels where others can read it. Allowed, because a network may be closed; but it is not to be overlooked. */
public final class ClearText {
    private ClearText() {}

    /** The addresses passwords and tickets go to without TLS, this machine's own left out. */
    public static List<String> addresses(Settings settings) {
        NetserverSettings netserver = settings.netserver();
        Optional<String> environment = netserver
                .systemUser()
                .environment()
                .filter(any -> netserver.signIn() == NetserverSettings.SignIn.SYSTEM_USER)
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith("http:"));
        return Stream.concat(Stream.of(netserver.url()), environment.map(URI::create).stream())
                .filter(ClearText::isOpen)
                .map(URI::toString)
                .toList();
    }

    private static boolean isOpen(URI address) {
        return address.getScheme().equalsIgnoreCase("http")
                && !Authority.of(address).map(Authority::isLoopback).orElse(false);
    }
}
