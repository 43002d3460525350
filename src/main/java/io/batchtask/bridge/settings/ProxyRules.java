package io.batchtask.bridge.settings;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which calls go through which proxy. {@code batchtask.netserver.proxy.url} is for all of them. Without it, by the
 * target's scheme: the JVM's own {@code -Dhttps.proxyHost} or {@code -Dhttp.proxyHost} and what belongs to them, else
 * the environment's {@code HTTPS_PROXY} or {@code HTTP_PROXY}, but for the hosts {@code NO_PROXY} lists. What is named
 * by other means than our setting is never used for a loopback address, which a proxy would take for its own.
 */
public final class ProxyRules {
    private static final String OURS = "batchtask.netserver.proxy.";

    /** The JDK's own (java.net, "Networking Properties"). */
    private static final String USUAL_NON_PROXY_HOSTS = "localhost|127.*|[::1]|0.0.0.0|[::0]";

    private final Optional<ProxyServer> forAll;
    private final Map<String, Way> byScheme;

    /**
     * A proxy and the hosts it is not for.
     *
     * @param proxy empty when what names it cannot be used; what would go through it goes straight
     * @param objection why, or empty
     */
    private record Way(Optional<ProxyServer> proxy, String objection, NoProxy straight) {}

    private ProxyRules(Optional<ProxyServer> forAll, Map<String, Way> byScheme) {
        this.forAll = forAll;
        this.byScheme = byScheme;
    }

    /** As they are in force in this process. */
    public static ProxyRules of(ProxySettings settings) {
        return of(settings, System.getenv(), System.getProperties(), Set.of(), new ArrayList<>());
    }

    /** @param unusable keys already reported; a rule that needs one of them is not applied */
    static ProxyRules of(
            ProxySettings settings,
            Map<String, String> environment,
            Properties system,
            Set<String> unusable,
            List<String> problems) {
        pair(settings, unusable, problems);
        Map<String, Way> ways = new LinkedHashMap<>();
        if (settings.url().isPresent()) {
            return new ProxyRules(configured(settings, problems), ways);
        }
        if (!unusable.contains(OURS + "url")) {
            for (String scheme : List.of("https", "http")) {
                property(scheme, system)
                        .or(() -> variable(scheme, environment))
                        .ifPresent(way -> ways.put(scheme, way));
            }
        }
        return new ProxyRules(Optional.empty(), ways);
    }

    /** One without the other is a slip; so are both without the proxy they are for. */
    private static void pair(ProxySettings settings, Set<String> unusable, List<String> problems) {
        boolean user = settings.username().isPresent() || unusable.contains(OURS + "username");
        boolean password = settings.password().isPresent();
        if (user != password) {
            problems.add(OURS + (user ? "password" : "username") + " is required with " + OURS
                    + (user ? "username" : "password"));
        }
        if ((user || password) && settings.url().isEmpty() && !unusable.contains(OURS + "url")) {
            problems.add(OURS + "url is required with " + OURS + (user ? "username" : "password"));
        }
    }

    private static Optional<ProxyServer> configured(ProxySettings settings, List<String> problems) {
        String url = settings.url().orElseThrow();
        try {
            ProxyServer plain = ProxyServer.parse(url, OURS + "url");
            return Optional.of(new ProxyServer(
                    plain.host(), plain.port(), settings.username(), settings.password(), plain.from()));
        } catch (IllegalArgumentException unusable) {
            problems.add(OURS + "url = " + url + " is not allowed: " + unusable.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Way> property(String scheme, Properties system) {
        String name = scheme + ".proxyHost";
        String host = system.getProperty(name, "").strip();
        if (host.isEmpty()) {
            return Optional.empty();
        }
        NoProxy straight = NoProxy.ofTheJvm(system.getProperty("http.nonProxyHosts", USUAL_NON_PROXY_HOSTS));
        try {
            Optional<String> user =
                    Optional.of(system.getProperty(scheme + ".proxyUser", "")).filter(text -> !text.isEmpty());
            String port = system.getProperty(scheme + ".proxyPort", scheme.equals("https") ? "443" : "80");
            if (!port.strip().matches("[0-9]{1,5}")) {
                throw new IllegalArgumentException(scheme + ".proxyPort is no number");
            }
            ProxyServer proxy = new ProxyServer(
                    ProxyServer.bare(host),
                    ProxyServer.port(port.strip()),
                    user,
                    user.map(given -> Secret.of(system.getProperty(scheme + ".proxyPassword", ""))),
                    "-D" + name);
            return Optional.of(new Way(Optional.of(proxy), "", straight));
        } catch (IllegalArgumentException unusable) {
            String objection = "-D" + name + " cannot be used: " + unusable.getMessage();
            return Optional.of(new Way(Optional.empty(), objection, straight));
        }
    }

    private static Optional<Way> variable(String scheme, Map<String, String> environment) {
        NoProxy straight =
                NoProxy.of(name("no_proxy", environment).map(environment::get).orElse(""));
        return name(scheme + "_proxy", environment).map(name -> {
            try {
                ProxyServer proxy = ProxyServer.parse(environment.get(name).strip(), "environment " + name);
                return new Way(Optional.of(proxy), "", straight);
            } catch (IllegalArgumentException unusable) {
                String objection = "environment variable " + name + " cannot be used: " + unusable.getMessage()
                        + "; unset it, or set " + OURS + "url, which takes its place";
                return new Way(Optional.empty(), objection, straight);
            }
        });
    }

    /** In lower case first, as curl reads them. Empty is not set. */
    private static Optional<String> name(String lowerCase, Map<String, String> environment) {
        return List.of(lowerCase, lowerCase.toUpperCase(Locale.ROOT)).stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    /** The proxy for that address; empty when it is called straight. */
    public Optional<ProxyServer> to(URI target) {
        return forAll.or(() -> way(target).flatMap(Way::proxy));
    }

    private Optional<Way> way(URI target) {
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        String host = hostOf(target);
        int port = target.getPort() > 0 ? target.getPort() : scheme.equals("https") ? 443 : 80;
        return Optional.ofNullable(byScheme.get(scheme))
                .filter(way -> !isLoopback(host) && !way.straight().has(host, port));
    }

    /** What a call to one of those addresses would need and cannot have; what concerns none of them is no problem. */
    void check(List<URI> targets, List<String> problems) {
        targets.stream()
                .flatMap(target -> way(target).stream())
                .map(Way::objection)
                .filter(objection -> !objection.isEmpty())
                .forEach(problems::add);
    }

    /** What is set outside our settings, cannot be used, and is passed over, each with the reason. */
    public List<String> passedOver() {
        return byScheme.values().stream()
                .flatMap(way -> Stream.concat(
                        Stream.of(way.objection()).filter(objection -> !objection.isEmpty()),
                        way.straight().passedOver().stream().map(entry -> "NO_PROXY: " + entry)))
                .distinct()
                .toList();
    }

    /** Every proxy there is, with its secrets. */
    public List<ProxyServer> servers() {
        List<ProxyServer> servers = new ArrayList<>(forAll.stream().toList());
        byScheme.values().forEach(way -> way.proxy().ifPresent(servers::add));
        return List.copyOf(servers);
    }

    /** A URI with an underscore in its host does not tell it. */
    private static String hostOf(URI target) {
        return target.getHost() != null
                ? target.getHost()
                : String.valueOf(target.getAuthority()).replaceAll("^.*@|:[0-9]*$", "");
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || NoProxy.address(ProxyServer.bare(host))
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }
}
