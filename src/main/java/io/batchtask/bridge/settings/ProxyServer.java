package io.batchtask.bridge.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy.
 *
 * @param host a name, or an address without brackets
 * @param username empty when it asks for none
 * @param password of that user
 * @param from the setting, environment variable or property that names it
 */
public record ProxyServer(String host, int port, Optional<String> username, Optional<Secret> password, String from) {
    private static final Pattern ADDRESS = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
            + "(?:(?<user>.*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?/?");

    /** What {@code http} means without a port, to proxies as well. */
    private static final int USUAL_PORT = 80;

    /**
     * As environment variables have it: {@code http://user:password@host:port}, user and password percent-encoded; all
     * but the host may be missing.
     *
     * @throws IllegalArgumentException if it cannot be used, with what is allowed and nothing of the text
     */
    static ProxyServer parse(String text, String from) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            throw new IllegalArgumentException("no address of the form http://user:password@host:port");
        }
        String scheme = address.group("scheme");
        if (scheme != null && !scheme.equalsIgnoreCase("http")) {
            throw new IllegalArgumentException(
                    "proxies are spoken to by plain HTTP, http://host:port, and not by " + scheme);
        }
        String user = Optional.ofNullable(address.group("user")).orElse("");
        int colon = user.indexOf(':');
        Optional<String> username = Optional.of(decoded(colon < 0 ? user : user.substring(0, colon)))
                .filter(name -> !name.isEmpty());
        String password = colon < 0 ? "" : decoded(user.substring(colon + 1));
        if (username.filter(name -> name.contains(":")).isPresent()) {
            throw new IllegalArgumentException("a user's name with a colon cannot be sent to a proxy");
        }
        return new ProxyServer(
                bare(address.group("host")),
                port(address.group("port")),
                username,
                username.map(name -> Secret.of(password)),
                from);
    }

    /** Without the brackets around an IPv6 address. */
    static String bare(String host) {
        return host.replaceAll("^\\[|]$", "");
    }

    static int port(String text) {
        int port = text == null ? USUAL_PORT : Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        return port;
    }

    /** Not as in forms: a plus is a plus. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw new IllegalArgumentException("user and password must be percent-encoded, % itself as %25");
        }
    }

    /** {@code http://user:***@host:port}. */
    @Override
    public String toString() {
        return "http://" + username.map(name -> name + ":***@").orElse("")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
