package io.batchtask.bridge.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine an address names. {@link URI} knows no host whose name has an underscore, as names on Windows networks
 * often do.
 *
 * @param host a name, or an address, IPv6 ones in brackets
 * @param port the one that is given, or the scheme's usual one
 */
public record Authority(String host, int port) {
    private static final Pattern FORM = Pattern.compile(
            "(?<host>\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._~-]+)?]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5})?)?");

    /** Literal: a name is not resolved, because what it means here may not be what it means elsewhere or later. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[?(::1|(0+:){7}0*1)]?");

    /** Empty when that address names none, or carries a user. */
    public static Optional<Authority> of(URI address) {
        Matcher parts = FORM.matcher(String.valueOf(address.getRawAuthority()));
        if (address.getRawAuthority() == null || !parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group("port") == null ? usual(address) : Integer.parseInt(parts.group("port"));
        return Optional.of(new Authority(parts.group("host"), port)).filter(any -> port >= 1 && port <= 65_535);
    }

    private static int usual(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }

    /** Whether what goes there stays on this machine. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.strip()).matches();
    }
}
