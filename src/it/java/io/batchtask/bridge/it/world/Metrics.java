package io.batchtask.bridge.it.world;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics in Prometheus' text format. */
public record Metrics(String text) {
    public List<String> samples() {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** Of all samples with that name and those labels, whatever other labels they have. */
    public double sum(String name, String... labels) {
        return samples().stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Names of the samples. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples().forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }

    /** Names and label names, as {@code name{a,b}}. */
    public Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        for (String line : samples()) {
            int brace = line.indexOf('{');
            if (brace > 0) {
                String inner = line.substring(brace + 1, line.lastIndexOf('}'));
                for (String label : inner.split("\",")) {
                    labels.add(label.substring(0, label.indexOf('=')).strip());
                }
            }
        }
        return labels;
    }

    /** All that is written about the values, without them: a value may hold any digits by chance. */
    public List<String> withoutValues() {
        return text.lines()
                .map(line -> line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' ') + 1))
                .toList();
    }

    /** Names that are described, and how. */
    public boolean isDescribed(String name) {
        return text.lines()
                .anyMatch(line -> line.startsWith("# HELP " + name + " ") && line.length() > name.length() + 9);
    }
}
