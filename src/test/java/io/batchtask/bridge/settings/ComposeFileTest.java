package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose file holds together, and speaks the settings' language. */
class ComposeFileTest {
    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile");
    private static final String SECRETS = "/run/secrets/";
    private static final Duration KILL_MARGIN = Duration.ofSeconds(30);

    private final JsonNode compose =
            Deployment.documents(Path.of("docker-compose.yml")).get(0);
    private final JsonNode services = compose.get("services");

    @ParameterizedTest
    @ValueSource(strings = {"bridge-1", "bridge-2"})
    void aBridgeStartsWithTheSettingsGivenAndMayDrainBeforeItIsKilled(String name, @TempDir Path directory)
            throws IOException {
        JsonNode bridge = services.get(name);
        Settings settings = settings(bridge, directory);
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("broker:19092");
        assertThat(settings.topics().create()).isTrue();
        assertThat(settings.netserver().url().getHost()).isEqualTo("simulator");
        assertThat(Durations.parse(bridge.get("stop_grace_period").asText()))
                .isGreaterThanOrEqualTo(settings.shutdown().drainTimeout().plus(KILL_MARGIN));
        assertThat(Deployment.words(bridge.get("ports")))
                .allMatch(port -> port.endsWith(":" + settings.management().port()));
        assertThat(bridge.at("/healthcheck/test").toString())
                .contains("/dev/tcp/127.0.0.1/" + settings.management().port())
                .contains("GET /observe/health/ready ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge-1", "bridge-2"})
    void aProxyThatDockerHandsToItsContainersIsNotAskedForTheSimulator(String name, @TempDir Path directory)
            throws IOException {
        JsonNode bridge = services.get(name);
        NetserverSettings netserver = settings(bridge, directory).netserver();
        Map<String, String> environment = new HashMap<>(
                Map.of("HTTP_PROXY", "http://proxy:3128", "http_proxy", "http://proxy:3128", "no_proxy", "localhost"));
        environment.putAll(Deployment.texts(bridge.get("environment")));

        ProxyRules rules = ProxyRules.of(netserver.proxy(), environment, new Properties(), Set.of(), new ArrayList<>());

        assertThat(rules.servers()).isNotEmpty();
        assertThat(rules.to(netserver.url())).isEmpty();
    }

    /** A library's thread may be gone with the memory; a new process has all of them back. */
    @Test
    void aBridgeOutOfMemoryEndsWhereverItIsStarted() throws IOException {
        String option = "-XX:+ExitOnOutOfMemoryError";
        assertThat(Deployment.texts(services.get("bridge-1").get("environment")).get("JAVA_TOOL_OPTIONS"))
                .isEqualTo(Deployment.texts(services.get("bridge-2").get("environment"))
                        .get("JAVA_TOOL_OPTIONS"))
                .contains(option);
        assertThat(Files.readString(DOCKERFILE)).contains("ENTRYPOINT [\"java\", \"" + option + "\", \"-jar\"");
        assertThat(Files.readString(Path.of("README.md")))
                .contains("java " + option + " -jar target/batchtask-bridge.jar run");
    }

    /** With the secrets where the containers find them exchanged for the files they come from. */
    private Settings settings(JsonNode bridge, Path directory) throws IOException {
        Map<String, String> environment = new HashMap<>(Deployment.texts(bridge.get("environment")));
        assertThat(environment).hasSizeGreaterThan(5);
        environment.replaceAll((variable, value) -> value.startsWith(SECRETS)
                ? compose.at("/secrets/" + value.substring(SECRETS.length()) + "/file")
                        .asText()
                : value);
        return Deployment.settings(Files.createFile(directory.resolve("nothing.properties")), environment);
    }

    @Test
    void everyImageHasItsVersionAndEveryServiceIsAskedWhetherItIsWell() {
        services.properties().forEach(service -> {
            JsonNode image = service.getValue().path("image");
            if (!service.getValue().has("build") && !image.asText().equals("batchtask-bridge")) {
                assertThat(image.asText()).as(service.getKey()).matches("[a-z./-]+:v?\\d+\\.\\d+\\.\\d+");
            }
            assertThat(service.getValue().has("healthcheck"))
                    .as(service.getKey())
                    .isTrue();
        });
    }

    @Test
    void portsAreOpenToThisMachineOnlyAndNoneIsTakenTwice() {
        Set<String> taken = new HashSet<>();
        services.forEach(service -> Deployment.words(service.path("ports")).forEach(port -> {
            assertThat(port).matches("127\\.0\\.0\\.1:\\d+:\\d+");
            assertThat(taken.add(port.split(":")[1])).as(port).isTrue();
        }));
        assertThat(taken).contains("9876", "9877", "9090", "3000");
    }

    @Test
    void whateverIsMountedOrBuiltFromIsInTheRepository() {
        services.forEach(service -> {
            Deployment.words(service.path("volumes"))
                    .forEach(volume -> assertThat(Path.of(volume.split(":")[0])).isDirectory());
            service.path("secrets").forEach(secret -> assertThat(Path.of(
                            compose.at("/secrets/" + secret.asText() + "/file").asText()))
                    .isRegularFile());
            if (service.has("build")) {
                assertThat(Path.of(service.at("/build/dockerfile").asText())).isRegularFile();
            }
        });
    }

    /** An empty variable is none, and what nobody asks for is not even started. */
    @ParameterizedTest
    @ValueSource(strings = {"bridge-1", "bridge-2"})
    void tracesAreOffUnlessTheyAreAskedForAndThenGoToJaeger(String name) throws IOException {
        String file = Files.readString(Path.of("docker-compose.yml"));
        String endpoint = services.at("/" + name + "/environment/OTEL_EXPORTER_OTLP_ENDPOINT")
                .asText();
        assertThat(endpoint).isEqualTo("${OTEL_EXPORTER_OTLP_ENDPOINT:-}");
        services.properties().forEach(service -> assertThat(
                        Deployment.words(service.getValue().path("profiles")))
                .as(service.getKey())
                .isEqualTo(service.getKey().equals("jaeger") ? List.of("traces") : List.of()));
        assertThat(file).contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://jaeger:4318 docker compose --profile traces up");
        assertThat(services.at("/jaeger/environment/JAEGER_LISTEN_HOST").asText())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void noServiceWaitsForOneThatDoesNotExist() {
        services.forEach(service -> service.path("depends_on").properties().forEach(other -> {
            assertThat(services.has(other.getKey())).as(other.getKey()).isTrue();
            assertThat(other.getValue().get("condition").asText())
                    .isEqualTo(other.getKey().equals("bridge-1") ? "service_started" : "service_healthy");
        }));
    }

    @Test
    void oneBridgeBuildsTheImageAndTheOtherTakesItFromThere() {
        JsonNode builder = services.get("bridge-1");
        JsonNode other = services.get("bridge-2");
        assertThat(builder.at("/build/dockerfile").asText()).isEqualTo(DOCKERFILE.toString());
        assertThat(other.has("build")).isFalse();
        assertThat(other.get("image")).isEqualTo(builder.get("image"));
        assertThat(other.get("pull_policy").asText()).isEqualTo("never");
        assertThat(other.get("depends_on").has("bridge-1")).isTrue();
        Set<String> images = new HashSet<>();
        services.forEach(service -> {
            if (service.has("build") && service.has("image")) {
                assertThat(images.add(service.get("image").asText())).isTrue();
            }
        });
    }

    @Test
    void theBrokerIsOfTheVersionTheProductIsTestedWith() throws IOException {
        Matcher version = Pattern.compile("<kafka\\.version>([^<]+)<").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(services.at("/broker/image").asText()).isEqualTo("apache/kafka:" + version.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge-1", "bridge-2"})
    void aBridgeMayDoNothingItNeedNotDo(String name) {
        JsonNode bridge = services.get(name);
        assertThat(bridge.get("read_only").asBoolean()).isTrue();
        assertThat(Deployment.words(bridge.get("cap_drop"))).containsExactly("ALL");
        assertThat(Deployment.words(bridge.get("security_opt"))).containsExactly("no-new-privileges:true");
    }

    /** Docker's default is noexec, and snappy and zstd are read by native code that is loaded from there. */
    @ParameterizedTest
    @ValueSource(strings = {"bridge-1", "bridge-2"})
    void whatIsUnpackedToTheTemporaryDirectoryMayBeExecuted(String name) {
        assertThat(Deployment.words(services.get(name).get("tmpfs"))).containsExactly("/tmp:exec");
    }

    @Test
    void theImageRunsUnprivilegedReceivesSigtermItselfAndHoldsNoSecret() throws IOException {
        List<String> lines = Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(lines).filteredOn(line -> line.startsWith("USER ")).containsExactly("USER 10001:10001");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ENTRYPOINT "))
                .singleElement()
                .asString()
                .startsWith("ENTRYPOINT [\"java\"");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("COPY "))
                .allMatch(line -> line.startsWith("COPY target/"));
        assertThat(lines).noneMatch(line -> line.matches("(ENV|ARG|ADD) .*"));
        assertThat(String.join("\n", lines)).doesNotContainIgnoringCase("secret", "token", "password", "ticket");
    }

    @Test
    void bothBridgesAreScrapedWithTheTokenTheyAskFor() {
        JsonNode scrape = Deployment.documents(Path.of("config", "prometheus", "prometheus.yml"))
                .get(0)
                .at("/scrape_configs/0");
        assertThat(Deployment.words(scrape.at("/static_configs/0/targets")))
                .containsExactlyElementsOf(List.of("bridge-1:9876", "bridge-2:9876"));
        assertThat(scrape.get("metrics_path").asText()).isEqualTo("/observe/metrics");
        assertThat(scrape.at("/authorization/credentials_file").asText())
                .isEqualTo(services.at("/bridge-1/environment/BATCHTASK_MANAGEMENT_TOKEN_FILE")
                        .asText());
    }
}
