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

/** Where values come from, brought to one form: our key and the text. */
final class Sources {
    private static final String PREFIX = "batchtask.";
    private static final String ENVIRONMENT_PREFIX = "BATCHTASK_";
    private static final String CLIENT_ENVIRONMENT = "BATCHTASK_KAFKA_CLIENT_";

    /**
     * Kubernetes puts such variables into each pod for each service; those of one named batchtask or batchtask-bridge
     * would end up here. Their values are looked at as well, so that a misspelt key ending in PORT is not taken for
     * one.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile("BATCHTASK_(\\w+_)?(SERVICE_HOST=.*"
            + "|SERVICE_PORT(_\\w+)?=\\d+"
            + "|PORT=(tcp|udp|sctp)://.*"
            + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=.*)");

    private Sources() {}

    /**
     * Every key of that file: it holds no one else's.
     *
     * @param damaged gets the keys whose values are not what was meant; they are among the problems
     */
    static Map<String, SourceValue> file(Path file, Set<String> damaged, List<String> problems) {
        Map<String, SourceValue> values = new HashMap<>();
        SettingsFile.read(file, damaged, problems)
                .forEach((key, value) -> put(values, key, value.text(), value.from()));
        return values;
    }

    /** Our keys: a JVM has many others. */
    static Map<String, SourceValue> system(Properties properties) {
        Map<String, SourceValue> values = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> put(values, key, properties.getProperty(key), "-D"));
        return values;
    }

    /** An empty value of a known key counts as not set; an unknown key is reported even when it is empty. */
    private static void put(Map<String, SourceValue> values, String key, String raw, String from) {
        String text = TextFile.withoutMark(raw).strip();
        if (!(text.isEmpty() && KnownKeys.contains(key))) {
            values.put(key, new SourceValue(text, from));
        }
    }

    static Map<String, SourceValue> environment(Map<String, String> environment, List<String> problems) {
        Map<String, SourceValue> values = new HashMap<>();
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
                        + Key.environmentName(KnownKeys.nearest(variable)) + "?");
            }
        });
        return values;
    }

    private static boolean isServiceLink(String variable, String text) {
        return SERVICE_LINK.matcher(variable + "=" + text).matches();
    }

    private static Optional<String> keyOf(String variable) {
        if (variable.startsWith(CLIENT_ENVIRONMENT)) {
            String property = variable.substring(CLIENT_ENVIRONMENT.length());
            return Optional.of(
                    KnownKeys.CLIENT + property.toLowerCase(Locale.ROOT).replace('_', '.'));
        }
        return KnownKeys.withFormerOnes()
                .filter(name -> Key.environmentName(name).equals(variable))
                .findFirst();
    }
}
