package io.batchtask.bridge.http;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxy answers in the place of the server that was called. */
final class ProxyRefusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    /** @param headers by name in lower case */
    ProxyRefusal(int status, Map<String, String> headers) {
        super("HTTP " + status);
        this.status = status;
        this.headers = headers;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    int status() {
        return status;
    }
}
