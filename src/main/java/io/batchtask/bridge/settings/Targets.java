package io.batchtask.bridge.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The addresses that are called: NetServer, and the Online environment of its tenant. */
final class Targets {
    private static final String URL = "batchtask.netserver.url";
    private static final String ENVIRONMENT = "batchtask.netserver.system-user.environment";

    private Targets() {}

    /**
     * Whether the environment's address is one.
     *
     * @param unusable gets its key when it is none
     */
    static void check(Map<String, SourceValue> values, Set<String> unusable, List<String> problems) {
        SourceValue value = values.get(ENVIRONMENT);
        if (value == null || unusable.contains(ENVIRONMENT)) {
            return;
        }
        try {
            if (isName(value.text()) || Authority.of(new URI(value.text())).isPresent()) {
                return;
            }
            problems.add(reported(value, "its host is none, or its port"));
        } catch (URISyntaxException invalid) {
            problems.add(reported(value, "at character " + (invalid.getIndex() + 1) + ": " + invalid.getReason()));
        }
        unusable.add(ENVIRONMENT);
    }

    private static String reported(SourceValue value, String reason) {
        return ENVIRONMENT + " = " + Shown.address(value.text()) + " (" + value.from() + ") is not allowed: " + reason;
    }

    private static boolean isName(String environment) {
        return environment.matches("(?i)sod|qaonline|online");
    }

    /** @param unusable keys already reported; what they stand for is left out */
    static List<URI> of(NetserverSettings netserver, Set<String> unusable) {
        List<URI> targets = new ArrayList<>();
        if (!unusable.contains(URL)) {
            targets.add(netserver.url());
        }
        if (netserver.tenant().isPresent()) {
            environment(netserver).ifPresent(targets::add);
        }
        return targets;
    }

    /** As the environment is later concluded. */
    private static Optional<URI> environment(NetserverSettings netserver) {
        String host = String.valueOf(netserver.url().getHost()).toLowerCase(Locale.ROOT);
        return netserver
                .systemUser()
                .environment()
                .or(() -> Optional.of(host.replaceFirst("^(sod|qaonline)(?![a-z]).*|.*", "$1"))
                        .filter(any -> host.matches("[a-z0-9-]+\\.superoffice\\.com"))
                        .map(name -> name.isEmpty() ? "online" : name))
                .map(text -> isName(text) ? "https://" + text.toLowerCase(Locale.ROOT) + ".superoffice.com" : text)
                .map(URI::create);
    }
}
