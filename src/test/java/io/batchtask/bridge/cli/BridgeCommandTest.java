package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.settings.SettingsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSettingsFileThatWasNamedMustBeThereAlsoForTheReference() {
        assertThat(BridgeCommand.execute("--config", folder.resolve("missing").toString(), "settings"))
                .isEqualTo(2);
    }

    @Test
    void aSecretTooShortToBeMaskedIsNamedButNotShown() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "~q\n");
        Path file = Files.write(
                folder.resolve("application.properties"),
                List.of(
                        "batchtask.netserver.url=https://crm.example.com/Remote/Services86/",
                        "batchtask.netserver.ticket=7T:dGlja2V0",
                        "batchtask.netserver.application-token=~#!",
                        "batchtask.netserver.tls.key-store-password=four",
                        "batchtask.netserver.password-file=" + password));

        SettingsLoader.Loaded loaded = SettingsLoader.load(Optional.of(file));

        assertThat(BridgeCommand.unmaskable(loaded))
                .containsExactly("batchtask.netserver.application-token", "batchtask.netserver.password");
        assertThat(loaded + SettingsReference.effective(loaded).toString())
                .doesNotContain("~q")
                .doesNotContain("~#!");
    }
}
