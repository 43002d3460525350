package io.batchtask.bridge.traces;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What is said to every OpenTelemetry SDK by environment variables, or by system properties, which come first. An empty
 * value counts as not set.
 *
 * @param values by the name of the property
 */
record OtelVariables(Map<String, String> values) {
    private static final Pattern ENDPOINT = Pattern.compile("otel\\.exporter\\.otlp\\.([a-z]+\\.)*endpoint");

    static OtelVariables of(Map<String, String> environment, Properties system) {
        Map<String, String> values = new HashMap<>();
        environment.forEach(
                (name, value) -> put(values, name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        system.stringPropertyNames().forEach(name -> put(values, name, system.getProperty(name)));
        values.keySet().removeIf(name -> !name.startsWith("otel."));
        return new OtelVariables(values);
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!value.isBlank()) {
            values.put(name, value.strip());
        }
    }

    /** Whether they say where spans, or any other signal, are sent by OTLP. */
    boolean haveEndpoint() {
        return values.keySet().stream().anyMatch(name -> ENDPOINT.matcher(name).matches());
    }

    boolean disableTheSdk() {
        return Boolean.parseBoolean(values.get("otel.sdk.disabled"));
    }

    /** These, and those in place of what is there. */
    Map<String, String> and(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(others);
        return all;
    }

    /** What may hold a key of the receiver: headers of requests to it, and an address with a password. */
    List<String> secrets() {
        return values.entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("headers") || entry.getValue().contains("@"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
