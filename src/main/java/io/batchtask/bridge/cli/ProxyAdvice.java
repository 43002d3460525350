package io.batchtask.bridge.cli;

import io.batchtask.bridge.http.HttpProxy;
import io.batchtask.bridge.settings.NetserverSettings;
import java.util.List;
import java.util.Optional;

/**
 * The proxy on the way, and what to do about it.
 *
 * @param name {@code host:port}
 * @param signsIn whether a user name and a password are sent to it
 * @param ours whether it is our own setting that names it, and not the environment or the JVM
 */
record ProxyAdvice(String name, boolean signsIn, boolean ours) {
    static Optional<ProxyAdvice> of(Optional<HttpProxy> proxy, NetserverSettings settings) {
        return proxy.map(one -> new ProxyAdvice(
                one.host() + ":" + one.port(),
                one.credentials().get().isPresent(),
                settings.proxy().url().isPresent()));
    }

    /** Where its name stands. */
    String setting() {
        return ours
                ? "batchtask.netserver.proxy.url"
                : "HTTPS_PROXY or HTTP_PROXY of the environment, or the JVM's proxy properties";
    }

    /** For a call that has not got past it; empty when that is not the failure. */
    Optional<String> ofCode(String code) {
        return Optional.ofNullable(
                switch (code) {
                    case "connect-refused" -> "check " + setting() + ", and that the proxy runs";
                    case "connect-timeout" -> "check " + setting() + ", and firewalls on the way to the proxy";
                    case "unknown-host" -> "check the host in " + setting() + " and the name server";
                    case "response-timeout" ->
                        "the proxy " + name + ", or what is behind it, does not answer in time: check " + setting();
                    default -> null;
                });
    }

    /** @param schemes it offers; empty when it does not say */
    String signIn(List<String> schemes) {
        if (!schemes.isEmpty() && schemes.stream().noneMatch("Basic"::equalsIgnoreCase)) {
            return "the proxy " + name + " offers " + String.join(", ", schemes)
                    + " to sign in with, and only Basic is supported: let it allow Basic, or calls from where the bridge"
                    + " runs without a sign-in";
        }
        return "the proxy " + name
                + (signsIn ? " refuses the user name and the password: check " : " wants a user name and a password: ")
                + (ours ? "batchtask.netserver.proxy.username and .password" : "both belong into " + setting());
    }
}
