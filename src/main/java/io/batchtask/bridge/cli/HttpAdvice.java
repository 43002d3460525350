package io.batchtask.bridge.cli;

import io.batchtask.bridge.netserver.HttpHints;
import java.util.Optional;
import java.util.function.Function;

/** What to do about an answer that says NetServer cannot be used this way. */
final class HttpAdvice {
    private static final Function<String, Optional<String>> NO_HEADERS = name -> Optional.empty();

    private HttpAdvice() {}

    /**
     * Empty for a status that does not keep the bridge from signing in: what a GET brings is not always what a SOAP
     * call does.
     *
     * @param header the answer's headers by name
     * @param proxy on the way, when there is one
     */
    static Optional<String> of(int status, Function<String, Optional<String>> header, Optional<ProxyAdvice> proxy) {
        return Optional.ofNullable(
                switch (status) {
                    case 401 ->
                        "whatever stands before NetServer wants a sign-in of its own, and Windows or Basic sign-in in"
                                + " front of NetServer is not supported: let the site allow anonymous access for /Remote";
                    case 403 ->
                        "the web server"
                                + proxy.map(one -> ", a gateway or the proxy " + one.name())
                                        .orElse(" or a gateway")
                                + " lets nobody through: look into its rules for this address and for where the bridge"
                                + " runs";
                    case 407 ->
                        proxy.map(one -> one.signIn(HttpHints.proxySchemes(header)))
                                .orElse("a proxy wants a user name and a password, and none is known here: check"
                                        + " batchtask.netserver.proxy.*");
                    case 421 ->
                        "the tenant is served by another host: set batchtask.netserver.tenant, or ask SuperOffice for the"
                                + " address";
                    case 429 -> "too many calls are made there: wait, and set batchtask.intake.rate-limit";
                    case 502, 503, 504 ->
                        "a gateway"
                                + proxy.map(one -> ", or the proxy " + one.name() + ",")
                                        .orElse("")
                                + " answers, and NetServer behind it does not: does its application pool run";
                    default -> byKind(status, header);
                });
    }

    private static String byKind(int status, Function<String, Optional<String>> header) {
        if (status >= 300 && status < 400) {
            return HttpHints.location(header)
                    .map(HttpAdvice::whereTo)
                    .orElse("redirects are not followed: use the address that answers in batchtask.netserver.url");
        }
        return status >= 500 ? "the web server there is broken: its own log says why" : null;
    }

    /** The same service elsewhere, by https mostly, or something in between. */
    private static String whereTo(String target) {
        String base = target.replaceFirst("(?i)Batch\\.svc$", "");
        if (base.equals(target)) {
            return "redirects are not followed; it leads to " + target
                    + ", a sign-in page perhaps: let the site allow anonymous access for /Remote";
        }
        return "redirects are not followed: use the " + (base.startsWith("https:") ? "https " : "")
                + "address it leads to in batchtask.netserver.url: " + base;
    }

    /**
     * For the failure of a SOAP call.
     *
     * @param code {@code http-503}, say
     */
    static Optional<String> ofCode(String code, Optional<ProxyAdvice> proxy) {
        return ofCode(code, NO_HEADERS, proxy);
    }

    /** @param header of the answer that failed, as far as it is known */
    static Optional<String> ofCode(
            String code, Function<String, Optional<String>> header, Optional<ProxyAdvice> proxy) {
        return switch (code) {
            case "misdirected" -> of(421, header, proxy);
            case "throttled" -> of(429, header, proxy);
            default ->
                code.matches("http-\\d{3}")
                        ? of(Integer.parseInt(code.substring(5)), header, proxy)
                        : proxy.flatMap(one -> one.ofCode(code));
        };
    }
}
