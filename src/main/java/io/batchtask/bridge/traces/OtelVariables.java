package io.batchtask.bridge.traces;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What is said to every OpenTelemetry SDK by environment variables, or by system properties, which come first. An empty
 * value counts as not set.
 *
 * @param values by the name of the property; empty for one that is there and says nothing
 */
record OtelVariables(Map<String, Optional<String>> values) {
    static OtelVariables of(Map<String, String> environment, Properties system) {
        Map<String, Optional<String>> values = new HashMap<>();
        environment.forEach((name, value) -> put(values, name.replace('_', '.'), value));
        system.stringPropertyNames().forEach(name -> put(values, name.replace('-', '.'), system.getProperty(name)));
        values.keySet().removeIf(name -> !name.startsWith("otel."));
        return new OtelVariables(values);
    }

    private static void put(Map<String, Optional<String>> values, String name, String value) {
        Optional<String> said = Optional.of(value.strip()).filter(text -> !text.isEmpty());
        values.merge(name.toLowerCase(Locale.ROOT), said, (before, now) -> now.or(() -> before));
    }

    private Optional<String> value(String name) {
        return values.getOrDefault(name, Optional.empty());
    }

    /** Whether they say where spans are sent by OTLP. */
    boolean haveEndpoint() {
        return value("otel.exporter.otlp.endpoint").isPresent()
                || value("otel.exporter.otlp.traces.endpoint").isPresent();
    }

    /** Whether they want no spans, here or of any program. */
    boolean wantNoSpans() {
        return value("otel.sdk.disabled").filter(Boolean::parseBoolean).isPresent()
                || value("otel.traces.exporter").filter("none"::equals).isPresent();
    }

    /**
     * All there is to say to an SDK that has read the environment itself: null takes back what it has read there.
     *
     * @param defaults where these say nothing
     * @param fixed whatever these say
     */
    Map<String, String> over(Map<String, String> defaults, Map<String, String> fixed) {
        Map<String, String> all = new HashMap<>();
        values.forEach((name, value) -> all.put(name, value.orElse(null)));
        defaults.forEach(all::putIfAbsent);
        all.putAll(fixed);
        return all;
    }

    /** What may hold a key of the receiver: headers of requests to it, and an address with a password. */
    List<String> secrets() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().flatMap(value -> secrets(entry.getKey(), value)))
                .toList();
    }

    private static Stream<String> secrets(String name, String value) {
        if (name.endsWith("headers")) {
            Stream<String> each = Stream.of(value.split(","))
                    .map(header -> header.substring(header.indexOf('=') + 1).strip());
            return Stream.concat(Stream.of(value), each.flatMap(raw -> Stream.of(raw, decoded(raw))));
        }
        return value.contains("@") ? Stream.of(value) : Stream.empty();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException raw) {
            return value; // it stands for itself, or the SDK refuses it
        }
    }
}
