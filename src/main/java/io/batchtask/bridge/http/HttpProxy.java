package io.batchtask.bridge.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * An HTTP proxy.
 *
 * @param credentials asked for at each call, so that a changed secret file is picked up; empty for none
 */
public record HttpProxy(String host, int port, Supplier<Optional<ProxyCredentials>> credentials) {}
