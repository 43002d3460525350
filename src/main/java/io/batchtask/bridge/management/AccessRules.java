package io.batchtask.bridge.management;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who may ask. Health is open to all that reach the port: probes carry no token, and a probe that is refused
 * would have a healthy process killed. It shows causes, never data.
 */
final class AccessRules {
    private static final String HEALTH = "/observe/health";
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final boolean loopback;
    private final String host;
    private final Optional<? extends Supplier<String>> token;

    /** The parts of a request that decide; several of one header are as good as a wrong one. */
    record Request(
            String method,
            String path,
            List<String> hosts,
            List<String> authorizations,
            List<String> origins,
            List<String> fetchSites,
            String contentType) {}

    /**
     * @param loopback whether the port is bound to a loopback address
     * @param host as configured
     * @param token asked at each request, because its file may change
     */
    AccessRules(boolean loopback, String host, Optional<? extends Supplier<String>> token) {
        this.loopback = loopback;
        this.host = host.toLowerCase(Locale.ROOT);
        this.token = token;
    }

    /** The refusal, or empty when the request may go on. */
    Optional<Answer> refusal(Request request) {
        if (!isForUs(request.hosts())
                && !(isHealth(request.path()) && request.hosts().isEmpty())) {
            return Optional.of(Answer.text(403, "unknown host name"));
        }
        if (!isHealth(request.path()) && token.isPresent() && !isKnown(request.authorizations())) {
            return Optional.of(Answer.text(401, "a token is needed: batchtask.management.token")
                    .with("WWW-Authenticate", "Basic realm=\"batchtask-bridge\", charset=\"UTF-8\""));
        }
        return Optional.empty();
    }

    /** Whether a token is set and the request does not show it: such a connection is not kept. */
    boolean isStranger(Request request) {
        return token.isPresent() && !isKnown(request.authorizations());
    }

    /** The refusal of a request that makes us do something. */
    Optional<Answer> refusalToAct(Request request) {
        if (!isFromOurPage(request)) {
            return Optional.of(Answer.text(403, "only from this server's own page"));
        }
        String type = request.contentType() == null
                ? ""
                : request.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json")
                ? Optional.empty()
                : Optional.of(Answer.text(415, "application/json is wanted"));
    }

    private static boolean isHealth(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    /**
     * On a loopback address only this machine's users can connect, but a page from anywhere can make their browser do
     * so under a name that resolves to it. Such a name is not ours. No name at all is what probes in HTTP/1.0 send, and
     * no browser; they get the health.
     */
    private boolean isForUs(List<String> hosts) {
        if (!loopback) {
            return true;
        }
        if (hosts.size() != 1) {
            return false;
        }
        String name = hosts.get(0).strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return LOCAL_NAMES.contains(name) || name.equals(host) || name.equals("[" + host + "]");
    }

    private boolean isKnown(List<String> authorizations) {
        if (authorizations.size() != 1) {
            return false;
        }
        byte[] expected = token.map(Supplier::get).orElse("").getBytes(StandardCharsets.UTF_8);
        return expected.length > 0
                && MessageDigest.isEqual(expected, offered(authorizations.get(0).strip()));
    }

    /** The token as Bearer, or for a browser, which cannot send that, as the password of Basic. */
    private static byte[] offered(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            try {
                String pair = new String(
                        Base64.getDecoder()
                                .decode(authorization.substring(BASIC.length()).strip()),
                        StandardCharsets.UTF_8);
                return pair.substring(pair.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                return new byte[0];
            }
        }
        return new byte[0];
    }

    /** Browsers say where a request comes from; a client that does not is no browser and cannot be misled. */
    private static boolean isFromOurPage(Request request) {
        if (request.hosts().size() != 1) {
            return false;
        }
        String here = request.hosts().get(0).strip().toLowerCase(Locale.ROOT);
        return request.fetchSites().stream().allMatch(site -> site.strip().equals("same-origin"))
                && request.origins().stream()
                        .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
                        .allMatch(origin -> origin.equals("http://" + here) || origin.equals("https://" + here));
    }
}
