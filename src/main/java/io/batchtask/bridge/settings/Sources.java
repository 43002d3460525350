package io.batchtask.bridge.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where values come from, brought to one form: our key and the text. */
final class Sources {
    static final String FILE = "file ";
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
     * @param from {@code file …, line …}, {@code environment …} or {@code -D}
     */
    public record Value(String text, String from) {
        boolean isOfAFile() {
            return from.startsWith(FILE);
        }

        /** Without the text: it may be a Kafka client's password. */
        @Override
        public String toString() {
            return from;
        }
    }

    /**
     * Every key of that file: nobody else's stand there.
     *
     * @param damaged gets the keys whose values are not what was meant; they have been told
     */
    static Map<String, Value> file(Path file, Set<String> damaged, List<String> problems) {
        Map<String, Value> values = new HashMap<>();
        SettingsFile.read(file, damaged, problems)
                .forEach((key, value) -> put(values, key, value.text(), value.from()));
        return values;
    }

    /** Those of our keys: a JVM has many others. */
    static Map<String, Value> system(Properties properties) {
        Map<String, Value> values = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> put(values, key, properties.getProperty(key), "-D"));
        return values;
    }

    /** Empty is not set, for a key there is; one there is not is told all the same. */
    private static void put(Map<String, Value> values, String key, String raw, String from) {
        String text = TextFile.withoutMark(raw).strip();
        if (!(text.isEmpty() && isKnown(key))) {
            values.put(key, new Value(text, from));
        }
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
                put(values, key.get(), raw, "environment " + variable);
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
