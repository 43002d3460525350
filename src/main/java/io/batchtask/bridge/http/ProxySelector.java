package io.batchtask.bridge.http;

import java.net.URI;
import java.util.Optional;

/** Which calls go through a proxy. */
@FunctionalInterface
public interface ProxySelector {
    /** Everything goes straight. */
    ProxySelector NONE = target -> Optional.empty();

    /** The proxy for that address; empty when it is called straight. */
    Optional<HttpProxy> to(URI target);
}
