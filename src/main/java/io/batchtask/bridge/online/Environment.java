package io.batchtask.bridge.online;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of SuperOffice's Online environments. Its un-numbered host is for signing in and for asking where a tenant is; a
 * call for a tenant there is answered with HTTP 421.
 *
 * @param root its address without a trailing slash
 */
public record Environment(URI root) {
    private static final Pattern ONLINE_HOST = Pattern.compile("([a-z]*)[a-z0-9-]*\\.superoffice\\.com");

    /**
     * The environment meant.
     *
     * @param name {@code sod} (development), {@code qaonline} (stage), {@code online} (production), or an http or https
     *     address
     * @throws IllegalArgumentException if it is neither
     */
    public static Environment named(String name) {
        String text = name.strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "sod", "qaonline", "online" ->
                new Environment(URI.create("https://" + text.toLowerCase(Locale.ROOT) + ".superoffice.com"));
            default -> {
                URI address = URI.create(text.replaceAll("/+$", ""));
                if (address.getRawAuthority() == null
                        || !String.valueOf(address.getScheme()).matches("(?i)https?")) {
                    throw new IllegalArgumentException("neither sod, qaonline, online nor an http or https address");
                }
                yield new Environment(address);
            }
        };
    }

    /** The environment an Online NetServer belongs to; empty for an installation on site. */
    public static Optional<Environment> of(URI netServer) {
        Matcher host = ONLINE_HOST.matcher(String.valueOf(netServer.getHost()).toLowerCase(Locale.ROOT));
        if (!host.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (host.group(1)) {
                    case "sod" -> named("sod");
                    case "qaonline" -> named("qaonline");
                    default -> named("online"); // app, disasterrecovery and the like are production
                });
    }

    URI state(String tenant) {
        return URI.create(root + "/api/state/" + URLEncoder.encode(tenant, StandardCharsets.UTF_8));
    }

    URI exchangeByRest() {
        return URI.create(root + "/Login/api/PartnerSystemUser/Authenticate");
    }

    URI exchangeBySoap() {
        return URI.create(root + "/login/services/PartnerSystemUserService.svc");
    }

    URI keys() {
        return URI.create(root + "/login/.well-known/jwks");
    }
}
