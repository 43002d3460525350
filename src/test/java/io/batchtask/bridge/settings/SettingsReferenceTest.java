package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReferenceTest {
    @ParameterizedTest
    @MethodSource("io.batchtask.bridge.settings.Key#all")
    void eachKeyIsExplained(Key key) {
        String name = key.isOpen() ? key.name() + ".*" : key.name();
        assertThat(SettingsReference.markdown().lines())
                .filteredOn(line -> line.startsWith("| `" + name + "` | "))
                .singleElement()
                .asString()
                .contains(key.meaning())
                .contains(key.defaultValue().map(text -> "`" + text + "`").orElse(key.required() ? "required" : "–"));
        assertThat(SettingsReference.text())
                .contains(name + "\n    " + key.meaning() + "\n    allowed: " + key.allowed() + "\n");
    }

    @Test
    void whatIsAllowedIsSaidInWords() {
        assertThat(SettingsReference.markdown())
                .contains(
                        "| `batchtask.netserver.sign-in` | `ticket` | ticket, password, access-token, system-user |",
                        "| `batchtask.dead-letter.headers` | `native` | list of native, connect, spring |",
                        "| `batchtask.intake.rate-limit` | `0` | number, 0 to 100000 |",
                        "| `batchtask.topics.create` | `false` | true or false |",
                        "| `batchtask.shutdown.drain-timeout` | `30s` | duration (10s, 500ms, PT1M), 0s to 365d |",
                        "| `batchtask.netserver.ticket` | – | secret; or ticket-file: a file with it |",
                        "| `batchtask.kafka.bootstrap-servers` | `localhost:9092` | host:port, several separated by commas |");
    }

    @Test
    void whatDiffersFromTheDefaultsIsNamedAndSecretsAreMasked() {
        assertThat(SettingsReference.changed(Given.complete()
                        .file("batchtask.kafka.group-id", "mine")
                        .file("batchtask.intake.max-in-flight", "64")
                        .load()))
                .containsEntry("batchtask.kafka.group-id", "mine")
                .containsEntry("batchtask.netserver.url", Given.URL)
                .containsEntry("batchtask.netserver.ticket", "***")
                .hasSize(3);
    }

    @Test
    void theValuesInForceAreDefaultsAndWhatWasSet() {
        var effective = SettingsReference.effective(
                Given.complete().file("batchtask.kafka.group-id", "mine").load());
        assertThat(effective)
                .containsEntry("batchtask.kafka.group-id", "mine")
                .containsEntry("batchtask.intake.max-in-flight", "64")
                .containsEntry("batchtask.netserver.url", Given.URL)
                .containsEntry("batchtask.netserver.ticket", "***")
                .doesNotContainKey("batchtask.netserver.tenant");
    }
}
