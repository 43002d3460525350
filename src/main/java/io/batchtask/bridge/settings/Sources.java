package io.batchtask.bridge.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where values come from, brought to one form: our key and the text. */
final class Sources {
    private static final String PREFIX = "batchtask.";
    private static final String ENVIRONMENT_PREFIX = "BATCHTASK_";
    private static final String CLIENT = "batchtask.kafka.client.";
    private static final String CLIENT_ENVIRONMENT = "BATCHTASK_KAFKA_CLIENT_";

    /**
     * Kubernetes puts such variables into each pod for each service; those of one named batchtask or batchtask-bridge
     * would end up here. Told by their values as well, so that a misspelt key ending in PORT is not taken for one.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile("BATCHTASK_(\\w+_)?(SERVICE_HOST=.*"
            + "|SERVICE_PORT(_\\w+)?=\\d+"
            + "|PORT=(tcp|udp|sctp)://.*"
            + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=.*)");

    private Sources() {}

    /**
     * A value and its source.
     *
     * @param from {@code file …}, {@code environment …} or {@code -D}
     */
    public record Value(String text, String from) {
        /** Without the text: it may be a Kafka client's password. */
        @Override
        public String toString() {
            return from;
        }
    }

    static Map<String, Value> properties(Properties properties, String from) {
        Map<String, Value> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            String text = properties.getProperty(key).strip();
            if (key.startsWith(PREFIX) && !(text.isEmpty() && isKnown(key))) {
                values.put(key, new Value(text, from));
            }
        }
        return values;
    }

    static Map<String, Value> environment(Map<String, String> environment, List<String> problems) {
        Map<String, Value> values = new HashMap<>();
        environment.forEach((variable, raw) -> {
            String text = raw.strip();
            if (!variable.startsWith(ENVIRONMENT_PREFIX) || isServiceLink(variable, text)) {
                return;
            }
            Optional<String> key = keyOf(variable);
            if (key.isPresent()) {
                if (!(text.isEmpty() && isKnown(key.get()))) {
                    values.put(key.get(), new Value(text, "environment " + variable));
                }
            } else {
                problems.add("environment variable " + variable + " is unknown; did you mean "
                        + Key.environmentName(Checks.nearest(variable)) + "?");
            }
        });
        return values;
    }

    private static boolean isServiceLink(String variable, String text) {
        return SERVICE_LINK.matcher(variable + "=" + text).matches();
    }

    /** Empty is not set, for a key there is; one there is not is told all the same. */
    private static boolean isKnown(String key) {
        return (key.startsWith(CLIENT) && !key.equals(CLIENT))
                || Checks.knownNames().contains(key);
    }

    private static Optional<String> keyOf(String variable) {
        if (variable.startsWith(CLIENT_ENVIRONMENT)) {
            String property = variable.substring(CLIENT_ENVIRONMENT.length());
            return Optional.of(CLIENT + property.toLowerCase(Locale.ROOT).replace('_', '.'));
        }
        return Stream.concat(Checks.knownNames().stream(), Checks.goneNames().stream())
                .filter(name -> Key.environmentName(name).equals(variable))
                .findFirst();
    }
}
