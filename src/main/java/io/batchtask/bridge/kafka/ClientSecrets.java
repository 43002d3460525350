package io.batchtask.bridge.kafka;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is secret of the settings that are handed to Kafka's clients: their exceptions may quote it. */
public final class ClientSecrets {
    private static final Pattern KEY = Pattern.compile("(?i).*(passw|passphrase|secret|keystore\\.key|user\\.info).*");

    private static final Pattern OF_A_LOGIN =
            Pattern.compile("(?i)\\w*(?:passw|secret|token)\\w*\\s*=\\s*(?:\"([^\"]+)\"|'([^']+)'|([^\\s;\"']+))");

    private static final String LOGIN = "sasl.jaas.config";

    private ClientSecrets() {}

    public static Stream<String> of(Map<String, String> clientSettings) {
        return clientSettings.entrySet().stream().flatMap(setting -> of(setting.getKey(), setting.getValue()));
    }

    private static Stream<String> of(String key, String value) {
        if (key.endsWith(LOGIN)) { // after the name of a listener or a mechanism, perhaps
            return OF_A_LOGIN.matcher(value).results().map(ClientSecrets::value);
        }
        return KEY.matcher(key).matches() ? Stream.of(value) : Stream.empty();
    }

    private static String value(MatchResult found) {
        return Stream.of(1, 2, 3)
                .map(found::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }
}
