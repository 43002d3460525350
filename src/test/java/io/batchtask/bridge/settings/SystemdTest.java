package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.batchtask.bridge.Readme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit for systemd, and the commands of the documents that install it. */
class SystemdTest {
    private static final Path UNIT = Path.of("config", "systemd", "batchtask-bridge.service");
    private static final Duration MARGIN = Duration.ofSeconds(45);

    private final Map<String, List<String>> service = new HashMap<>();
    private final String commands = new Readme().sample("systemd");

    SystemdTest() throws IOException {
        for (String line : Files.readAllLines(UNIT)) {
            if (line.matches("[A-Za-z]+=.*")) {
                String[] parts = line.split("=", 2);
                service.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
            }
        }
    }

    private String only(String key) {
        return assertThat(service.get(key)).as(key).singleElement().actual();
    }

    @Test
    void itsSettingsAreValidWithTheCredentialItLoads(@TempDir Path directory) throws IOException {
        String[] credential = only("LoadCredential").split(":");
        Path password = Files.writeString(directory.resolve(credential[0]), "hunter22hunter22");
        Map<String, String> environment = new HashMap<>();
        for (String variable : service.get("Environment")) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1].replace("%d", directory.toString()));
        }
        Path settings = Files.writeString(
                directory.resolve("application.properties"),
                "batchtask.netserver.url=" + Given.URL
                        + "\nbatchtask.netserver.sign-in=password\nbatchtask.netserver.username=bridge\n");

        Settings loaded = Deployment.settings(settings, environment);

        assertThat(loaded.netserver().password().orElseThrow().reveal()).isEqualTo(Files.readString(password));
        assertThat(environment).containsEntry("LANG", "C.UTF-8");
        assertThat(Duration.ofSeconds(Long.parseLong(only("TimeoutStopSec"))))
                .isEqualTo(loaded.shutdown().drainTimeout().plus(MARGIN));
    }

    @Test
    void itIsStartedAgainAfterAnythingButWrongSettings() {
        assertThat(only("Restart")).isEqualTo("on-failure");
        assertThat(only("RestartPreventExitStatus")).isEqualTo("2");
        assertThat(only("SuccessExitStatus")).isEqualTo("143");
        assertThat(only("ExecStart")).contains("-XX:+ExitOnOutOfMemoryError").endsWith(" run");
    }

    /** Codecs' native code is written to /tmp and run from there; and Java compiles as it runs. */
    @Test
    void itMayDoNothingItNeedNotDoAndAllItNeeds() {
        assertThat(only("User")).isEqualTo("batchtask-bridge");
        assertThat(only("CapabilityBoundingSet")).isEmpty();
        assertThat(only("ProtectSystem")).isEqualTo("strict");
        assertThat(Stream.of("PrivateTmp", "ProtectHome", "NoNewPrivileges", "RestrictNamespaces"))
                .allSatisfy(key -> assertThat(only(key)).isEqualTo("true"));
        assertThat(service).doesNotContainKeys("MemoryDenyWriteExecute", "NoExecPaths");
    }

    @Test
    void theCommandsPutThingsWhereItLooksForThem() {
        String directory = only("WorkingDirectory");
        assertThat(commands)
                .contains("useradd --system --home-dir " + directory)
                .contains(" " + only("User") + "\n")
                .contains("cp -r target/batchtask-bridge.jar target/lib " + directory + "/\n")
                .contains("install -m 644 config/application.properties /etc/batchtask-bridge/\n")
                .contains("install -m 600 netserver-password /etc/batchtask-bridge/\n")
                .contains("install -m 644 " + UNIT + " /etc/systemd/system/\n");
        assertThat(only("ExecStart"))
                .contains("-jar " + directory
                        + "/batchtask-bridge.jar --config /etc/batchtask-bridge/application.properties");
        assertThat(only("LoadCredential")).endsWith(":/etc/batchtask-bridge/netserver-password");
    }

    @Test
    void systemdItselfHasNoObjection() throws IOException, InterruptedException {
        String tool = "systemd-analyze";
        assumeThat(Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, tool)))
                .as("systemd-analyze on the path: the unit is NOT verified here; apt-get install systemd")
                .anyMatch(Files::isExecutable);
        assumeThat(Path.of("/usr/bin/java")).as("what the unit starts").isExecutable();
        Process verify = new ProcessBuilder(tool, "verify", UNIT.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines().filter(line -> line.contains(UNIT.getFileName().toString())))
                .isEmpty();
        assertThat(verify.exitValue()).as(said).isZero();
    }
}
