package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.yaml.snakeyaml.Yaml;

/** The files the bridge is deployed with, and what its settings loader makes of them. */
final class Deployment {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Deployment() {}

    /** The documents of a YAML file; its anchors and merge keys are followed, which Jackson's own reader does not do. */
    static List<JsonNode> documents(Path file) {
        List<JsonNode> documents = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file)) {
            new Yaml().loadAll(text).forEach(document -> documents.add(JSON.valueToTree(document)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return documents;
    }

    static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(one -> words.add(one.asText()));
        return words;
    }

    /** An object whose values are text. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            assertThat(entry.getValue().isTextual())
                    .as("%s is text, not a number or a truth", entry.getKey())
                    .isTrue();
            texts.put(entry.getKey(), entry.getValue().asText());
        });
        return texts;
    }

    /** What a process started with these has in force; fails with every problem there is. */
    static Settings settings(Path file, Map<String, String> environment) {
        return SettingsLoader.load(Optional.of(file), environment, new Properties())
                .settings();
    }
}
