package io.batchtask.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.serialization.YamlMapperFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alerts and the dashboard, taken apart. */
public final class Monitoring {
    static final Path PROMETHEUS = Path.of("config", "prometheus");
    static final Path DASHBOARD = Path.of("config", "grafana", "dashboards", "batchtask-bridge.json");

    private static final ObjectMapper YAML = YamlMapperFactory.getInstance(); // JSON is YAML
    private static final Pattern METRIC = Pattern.compile("\\b(?:batchtask|kafka|jvm|process|system)_[a-z0-9_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+) ?(?:=~?|!=~?|!~) ?\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring) \\(([^)]*)\\)");

    private Monitoring() {}

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode read(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode alertRules() {
        return read(PROMETHEUS.resolve("alerts.yml"));
    }

    /** Names of the alerts, in their order. */
    static List<String> alerts() {
        return alertRules().findValuesAsText("alert");
    }

    /** Every expression of the dashboard, its variables filled in. */
    static List<String> dashboardExpressions() {
        List<String> expressions = new ArrayList<>();
        for (String expression : read(DASHBOARD).findValuesAsText("expr")) {
            expressions.add(expression
                    .replace("$instance", ".*")
                    .replace("$job", "batchtask-bridge.*")
                    .replace("$__rate_interval", "1m"));
        }
        return expressions;
    }

    private static List<String> expressions() {
        return Stream.concat(alertRules().findValuesAsText("expr").stream(), dashboardExpressions().stream())
                .toList();
    }

    /** Every metric that is asked for, or that the text of an alert names. */
    public static Set<String> metrics() {
        try {
            String text = Files.readString(PROMETHEUS.resolve("alerts.yml")) + Files.readString(DASHBOARD);
            return found(METRIC, List.of(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every label that is chosen or grouped by. */
    public static Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        for (String expression : expressions()) {
            LABEL.matcher(expression).results().forEach(match -> labels.add(match.group(1)));
            GROUPING.matcher(expression)
                    .results()
                    .forEach(match -> labels.addAll(List.of(match.group(1).split(", *"))));
        }
        return labels;
    }

    private static Set<String> found(Pattern pattern, List<String> texts) {
        Set<String> names = new TreeSet<>();
        texts.forEach(text -> pattern.matcher(text).results().forEach(match -> names.add(match.group())));
        return names;
    }
}
