package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.Readme;
import io.batchtask.bridge.pem.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kubernetes manifests hold together, and speak the settings' language. */
class KubernetesTest {
    private static final Path DIRECTORY = Path.of("config", "kubernetes");
    private static final String NAME = "batchtask-bridge";
    private static final String LABEL = "/app.kubernetes.io~1name";
    private static final Duration KILL_MARGIN = Duration.ofSeconds(30);

    private final JsonNode statefulSet = read("stateful-set.yaml");
    private final JsonNode pod = statefulSet.at("/spec/template/spec");
    private final JsonNode bridge = pod.at("/containers/0");

    private static JsonNode read(String file) {
        List<JsonNode> documents = Deployment.documents(DIRECTORY.resolve(file));
        assertThat(documents).as(file).hasSize(1);
        return documents.get(0);
    }

    private Settings settings(Path directory) throws IOException {
        return settings(directory, Files.readString(DIRECTORY.resolve("application.properties")), secretKeys());
    }

    /** Those the command of the documents makes. */
    private static List<String> secretKeys() throws IOException {
        return Pattern.compile("--from-file=([a-z-]+)")
                .matcher(Files.readString(DIRECTORY.resolve("kustomization.yaml")))
                .results()
                .map(key -> key.group(1))
                .toList();
    }

    /** As a pod has them: the settings file with its secrets, and the variables with the pod's name in them. */
    private Settings settings(Path directory, String file, List<String> keys) throws IOException {
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        for (String key : keys) {
            Files.writeString(secrets.resolve(key), "a-secret-of-some-length");
        }
        String text = file.replace(mountOf("secrets"), secrets.toString().replace('\\', '/'));
        Path written = Files.writeString(directory.resolve("application.properties"), text);
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : bridge.get("env")) {
            environment.put(
                    variable.get("name").asText(),
                    variable.path("value")
                            .asText("batchtask-bridge-0")
                            .replace("$(POD_NAME)", "batchtask-bridge-0")
                            .replace("$(POD_NAMESPACE)", "messaging"));
        }
        return Deployment.settings(written, environment);
    }

    private JsonNode volume(String name) {
        return Stream.of(pod.get("volumes"))
                .flatMap(volumes -> volumes.findParents("name").stream())
                .filter(volume -> volume.get("name").asText().equals(name) && volume.size() == 2)
                .findFirst()
                .orElseThrow();
    }

    private String mountOf(String volume) {
        return bridge.get("volumeMounts").findParents("name").stream()
                .filter(mount -> mount.get("name").asText().equals(volume))
                .map(mount -> mount.get("mountPath").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPodStartsAsAStaticMemberWithTheSettingsItIsGivenAndMayDrainBeforeItIsKilled(@TempDir Path directory)
            throws IOException {
        Settings settings = settings(directory);
        assertThat(settings.kafka().client())
                .containsEntry("group.instance.id", "messaging-batchtask-bridge-0")
                .containsEntry("session.timeout.ms", "60000");
        assertThat(settings.netserver().signIn()).isEqualTo(NetserverSettings.SignIn.PASSWORD);
        assertThat(settings.management().token()).isPresent();
        assertThat(Duration.ofSeconds(pod.get("terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(settings.shutdown().drainTimeout().plus(KILL_MARGIN));
        assertThat(bridge.at("/ports/0/containerPort").asInt())
                .isEqualTo(settings.management().port())
                .isEqualTo(read("service.yaml").at("/spec/ports/0/port").asInt());
    }

    /** Whole volume, all keys: nothing else is to be changed with the way to sign in. */
    @ParameterizedTest
    @ValueSource(strings = {"system-user", "ticket"})
    void anotherWayToSignInIsAChangeOfTheSettingsAlone(String way, @TempDir Path directory) throws IOException {
        String file = Files.readString(DIRECTORY.resolve("application.properties"));
        String commented = "#   batchtask.netserver.sign-in=" + way + "\n";
        assertThat(file).contains(commented);
        List<String> others = file.substring(file.indexOf(commented))
                .lines()
                .takeWhile(line -> line.startsWith("#   "))
                .map(line -> line.substring(4))
                .toList();
        String changed = file.replaceAll("(?m)^batchtask\\.netserver\\.(sign-in|username|password-file)=.*\n", "")
                + String.join("\n", others);
        List<String> keys = Pattern.compile("-file=" + mountOf("secrets") + "/([a-z-]+)")
                .matcher(changed)
                .results()
                .map(key -> key.group(1))
                .toList();

        assertThat(settings(directory, changed, keys).netserver().signIn())
                .hasToString(way.toUpperCase(Locale.ROOT).replace('-', '_'));
        assertThat(volume("secrets").at("/secret/items").isMissingNode()).isTrue();
    }

    @Test
    void whatCertManagerWritesIsFoundOnceTheLinesThatNameItAreUncommented(@TempDir Path directory) throws IOException {
        Files.copy(PemFiles.path("authority.crt"), directory.resolve("ca.crt"));
        Files.copy(PemFiles.path("rsa.crt"), directory.resolve("tls.crt"));
        Files.copy(PemFiles.path("rsa.pkcs1.key"), directory.resolve("tls.key"));
        Given given = Given.complete();
        for (String line : Files.readAllLines(DIRECTORY.resolve("application.properties"))) {
            if (line.startsWith("#batchtask.")) {
                String[] parts = line.substring(1).split("=", 2);
                given.file(parts[0], parts[1].replace(mountOf("netserver-tls"), directory.toString()));
            }
        }

        NetserverSettings settings = given.settings().netserver();

        assertThat(KeyStores.own(settings.tls())).isPresent();
        assertThat(KeyStores.trusted(settings.tls())).isPresent();
        assertThat(settings.proxy().url()).isPresent();
        assertThat(volume("netserver-tls").at("/secret/optional").asBoolean()).isTrue();
    }

    @Test
    void theSettingsFileIsWhereTheProgramLooksForIt() throws IOException {
        String directory = Files.readAllLines(Path.of("src/main/docker/Dockerfile")).stream()
                .filter(line -> line.startsWith("WORKDIR "))
                .map(line -> line.substring("WORKDIR ".length()))
                .findFirst()
                .orElseThrow();
        assertThat(mountOf("settings")).isEqualTo(directory + "/config");
        assertThat(read("kustomization.yaml")
                        .at("/configMapGenerator/0/files/0")
                        .asText())
                .isEqualTo("application.properties");
        assertThat(volume("settings").at("/configMap/name").asText())
                .isEqualTo(read("kustomization.yaml")
                        .at("/configMapGenerator/0/name")
                        .asText());
    }

    /** The paths are those of {@code Management}; liveness must never ask for readiness. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "startupProbe /observe/health/live",
                "livenessProbe /observe/health/live",
                "readinessProbe /observe/health/ready"
            })
    void aProbeAsksAPathThatExistsOnThePortByItsName(String probe) throws IOException {
        String[] parts = probe.split(" ");
        JsonNode http = bridge.at("/" + parts[0] + "/httpGet");
        assertThat(http.get("path").asText()).isEqualTo(parts[1]);
        assertThat(http.get("port").asText())
                .isEqualTo(bridge.at("/ports/0/name").asText());
        assertThat(Files.readString(Path.of("src/main/java/io/batchtask/bridge/management/Management.java")))
                .contains("\"" + parts[1] + "\"");
    }

    @Test
    void aPodMayDoNothingItNeedNotDo() {
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        JsonNode limits = bridge.get("securityContext");
        assertThat(limits.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(limits.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(Deployment.words(limits.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(mountOf("tmp")).isEqualTo("/tmp");
        assertThat(volume("tmp").has("emptyDir")).isTrue();
    }

    @Test
    void aPodHasTheMemoryItsHeapNeedsAndOnePodAtATimeMayBeTaken() {
        JsonNode resources = bridge.get("resources");
        int memory = mebibytes(resources.at("/limits/memory").asText(), "Mi");
        assertThat(mebibytes(resources.at("/requests/memory").asText(), "Mi")).isEqualTo(memory);
        assertThat(resources.at("/requests/cpu").asText()).matches("\\d+m");
        assertThat(resources.at("/limits/cpu").isMissingNode()).isTrue();
        List<String> command = Deployment.words(bridge.get("command"));
        Matcher heap = Pattern.compile("-Xmx(\\d+m)\\b").matcher(command.toString());
        assertThat(heap.find()).isTrue();
        assertThat(command)
                .startsWith("java")
                .contains("-XX:+ExitOnOutOfMemoryError")
                .endsWith("-jar", "batchtask-bridge.jar");
        assertThat(mebibytes(heap.group(1), "m")).isLessThanOrEqualTo(memory * 3 / 4);
        assertThat(read("pod-disruption-budget.yaml").at("/spec/maxUnavailable").asInt())
                .isEqualTo(1);
    }

    private static int mebibytes(String amount, String unit) {
        assertThat(amount).endsWith(unit);
        return Integer.parseInt(amount.substring(0, amount.length() - unit.length()));
    }

    @Test
    void theCommandsOfTheDocumentsAreThoseOfTheManifestsAndTheImage() throws IOException {
        Readme readme = new Readme();
        JsonNode image = read("kustomization.yaml").at("/images/0");
        String name = image.get("newName").asText() + ":" + image.get("newTag").asText();
        assertThat(readme.sample("image")).contains(" -t " + name + " .\n", "docker push " + name + "\n");
        assertThat(readme.sample("image")).contains("docker build -f src/main/docker/Dockerfile ");
        String comment =
                Files.readString(DIRECTORY.resolve("kustomization.yaml")).replaceAll("\\\\\n#\\s*", "");
        assertThat(readme.sample("kubernetes").lines()).hasSize(3).allSatisfy(line -> assertThat(comment)
                .contains("#   " + line + "\n"));
    }

    @Test
    void everyManifestIsListedButThoseThatNeedWhatNotEveryClusterHas() throws IOException {
        List<String> listed = Deployment.words(read("kustomization.yaml").get("resources"));
        assertThat(listed)
                .allSatisfy(file -> assertThat(DIRECTORY.resolve(file)).isRegularFile());
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".yaml"))
                            .filter(file -> !listed.contains(file)))
                    .containsExactlyInAnyOrder("kustomization.yaml", "pod-monitor.yaml", "scaled-object.yaml");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stateful-set.yaml /spec/selector/matchLabels",
                "stateful-set.yaml /spec/template/metadata/labels",
                "service.yaml /spec/selector",
                "pod-disruption-budget.yaml /spec/selector/matchLabels",
                "network-policy.yaml /spec/podSelector/matchLabels",
                "pod-monitor.yaml /spec/selector/matchLabels"
            })
    void whatSelectsThePodsFindsThem(String where) {
        String[] parts = where.split(" ");
        assertThat(read(parts[0]).at(parts[1] + LABEL).asText()).isEqualTo(NAME);
    }

    @Test
    void namesThatOtherObjectsGiveAreThoseThatAreThere() throws IOException {
        assertThat(statefulSet.at("/spec/serviceName").asText())
                .isEqualTo(read("service.yaml").at("/metadata/name").asText());
        assertThat(read("scaled-object.yaml").at("/spec/scaleTargetRef/name").asText())
                .isEqualTo(statefulSet.at("/metadata/name").asText());
        JsonNode endpoint = read("pod-monitor.yaml").at("/spec/podMetricsEndpoints/0");
        assertThat(endpoint.get("port").asText())
                .isEqualTo(bridge.at("/ports/0/name").asText());
        assertThat(endpoint.at("/authorization/credentials/name").asText())
                .isEqualTo(volume("secrets").at("/secret/secretName").asText());
        assertThat(secretKeys())
                .contains(endpoint.at("/authorization/credentials/key").asText());
    }

    /** Pods of two tenants have the same names, and the alerts go by job and instance. */
    @Test
    void theJobOfATenantsPodsIsNamedAfterItsNamespace() {
        JsonNode monitor = read("pod-monitor.yaml");
        JsonNode job = monitor.at("/spec/podMetricsEndpoints/0/relabelings/0");
        assertThat(job.at("/sourceLabels/0").asText()).isEqualTo("__meta_kubernetes_namespace");
        assertThat(job.get("targetLabel").asText()).isEqualTo("job");
        assertThat(job.get("replacement").asText()).isEqualTo(NAME + "-$1");
    }

    @Test
    void scalingEndsWhereThereIsNoPartitionLeftAndAsksForTheGroupAndTheTopic(@TempDir Path directory)
            throws IOException {
        Settings settings = settings(directory);
        JsonNode scaling = read("scaled-object.yaml").get("spec");
        JsonNode kafka = scaling.at("/triggers/0/metadata");
        assertThat(scaling.get("maxReplicaCount").asInt())
                .isEqualTo(settings.topics().partitions());
        assertThat(kafka.get("consumerGroup").asText())
                .isEqualTo(settings.kafka().groupId());
        assertThat(kafka.get("topic").asText()).isEqualTo(settings.topics().ids());
        assertThat(kafka.get("bootstrapServers").asText())
                .isEqualTo(settings.kafka().bootstrapServers());
        assertThat(kafka.get("allowIdleConsumers").asText()).isEqualTo("false");
        assertThat(Duration.ofSeconds(scaling.get("cooldownPeriod").asLong()))
                .isGreaterThan(Duration.ofMillis(
                        Long.parseLong(settings.kafka().client().get("session.timeout.ms"))));
    }
}
