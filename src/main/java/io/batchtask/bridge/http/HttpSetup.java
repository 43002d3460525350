package io.batchtask.bridge.http;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param responseTimeout from the connection to the whole answer, and between two of its packets
 * @param connections most connections open at once; the callers never have more calls under way
 */
public record HttpSetup(
        Duration connectTimeout, Duration responseTimeout, int connections, TlsSource tls, ProxySelector proxies) {}
