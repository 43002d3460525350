package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file speaks the settings' language. */
class ComposeFileTest {
    private static final Pattern VARIABLE = Pattern.compile("\\s+(BATCHTASK_\\w+): \"?([^\"]*)\"?");

    @Test
    void theBridgeStartsWithTheSettingsTheComposeFileGivesIt(@TempDir Path directory) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("docker-compose.yml"))) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                environment.put(variable.group(1), variable.group(2));
            }
        }
        Path nothing = Files.createFile(directory.resolve("nothing.properties"));
        Settings settings = SettingsLoader.load(Optional.of(nothing), environment, new Properties())
                .settings();
        assertThat(environment).hasSizeGreaterThan(5);
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("broker:19092");
        assertThat(settings.topics().create()).isTrue();
    }
}
