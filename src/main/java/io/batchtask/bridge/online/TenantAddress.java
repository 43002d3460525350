package io.batchtask.bridge.online;

import io.batchtask.bridge.failure.Excerpt;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From what others say of a tenant's address to the SOAP address that is called; the settings choose the version. */
final class TenantAddress {
    private static final Logger LOG = LoggerFactory.getLogger(TenantAddress.class);
    private static final Pattern SERVICES = Pattern.compile("(?i)(Remote/Services\\d+)/?$");

    private final String servicePath;
    private final boolean safe;

    /** @param environment an address of the environment itself */
    TenantAddress(URI configured, URI environment) {
        this.servicePath = "Remote/" + configured.getPath().replaceAll("(?i).*/(Services\\d+)/?$", "$1") + "/";
        this.safe = environment.getScheme().equalsIgnoreCase("https");
    }

    /** That of a security token; empty, and logged, when it cannot be used. Its service version is only compared. */
    Optional<URI> claimed(URI claim) {
        Matcher path = SERVICES.matcher(String.valueOf(claim.getPath()));
        if (!isUsable(claim) || !path.find()) {
            LOG.warn("the address in the security token cannot be used; claim={}", Excerpt.brief(claim));
            return Optional.empty();
        }
        if (!servicePath.equalsIgnoreCase(path.group(1) + "/")) {
            LOG.warn(
                    "the app is registered for another service version; claim={} settings={}",
                    Excerpt.brief(path.group(1)),
                    servicePath);
        }
        return Optional.of(URI.create(SERVICES.matcher(claim.toString()).replaceFirst(servicePath)));
    }

    /** That of the state service; empty, and logged, when it cannot be used. */
    Optional<URI> located(String endpoint) {
        try {
            URI found = new URI(endpoint + "/" + servicePath);
            if (isUsable(found)) {
                return Optional.of(found);
            }
        } catch (URISyntaxException noAddress) {
            // logged below
        }
        LOG.warn("the state service names an address that cannot be used; endpoint={}", Excerpt.brief(endpoint));
        return Optional.empty();
    }

    /** Absolute, and not less safe than the environment itself: tickets go there. */
    private boolean isUsable(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return address.getHost() != null && (scheme.equals("https") || (scheme.equals("http") && !safe));
    }
}
