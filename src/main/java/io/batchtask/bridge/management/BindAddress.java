package io.batchtask.bridge.management;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the management port is opened, and for whom.
 *
 * @param port 0 for a free one
 * @param token asked at each request
 */
public record BindAddress(String host, int port, Optional<? extends Supplier<String>> token) {

    /** Whether only this machine can reach it. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    AccessRules accessRules() {
        return new AccessRules(isLoopback(), host, token);
    }
}
