package io.batchtask.bridge.it.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Prometheus itself, as a process; scrapes and evaluates once a second. */
public final class PrometheusServer implements AutoCloseable {
    /** Of alerts that say there is none. */
    public static final String NO_JOB = "no job";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Path log;
    private final int port = Ports.free();
    private final Process process;
    private final Thread hook;

    private PrometheusServer(Path program, Path directory, Path config) {
        this.directory = directory;
        log = directory.resolve("prometheus.log");
        try {
            process = new ProcessBuilder(
                            program.toString(),
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Where it is on the path; empty when it is not. */
    public static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Started; answers some seconds later.
     *
     * @param targets by job, each as host:port
     */
    public static PrometheusServer start(Path program, Path directory, Path rules, Map<String, List<String>> targets) {
        List<Object> jobs = new ArrayList<>();
        targets.forEach((job, ports) -> {
            Path file = write(directory, job, ports);
            jobs.add(Map.of(
                    "job_name",
                    job,
                    "metrics_path",
                    "/observe/metrics",
                    "file_sd_configs",
                    List.of(Map.of("files", List.of(file.toString()), "refresh_interval", "1s"))));
        });
        Map<String, Object> config = Map.of(
                "global",
                Map.of("scrape_interval", "1s", "scrape_timeout", "1s", "evaluation_interval", "1s"),
                "rule_files",
                List.of(rules.toString()),
                "scrape_configs",
                jobs);
        try {
            Path file = Files.writeString(directory.resolve("prometheus.yml"), JSON.writeValueAsString(config));
            return new PrometheusServer(program, directory, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path write(Path directory, String job, List<String> targets) {
        try {
            Path fresh = Files.writeString(
                    directory.resolve(job + ".new"), JSON.writeValueAsString(List.of(Map.of("targets", targets))));
            return Files.move(fresh, directory.resolve(job + ".json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** These are that job's from now on, each as host:port. */
    public void targets(String job, List<String> targets) {
        write(directory, job, targets);
    }

    /** The samples of that query, each with its labels and its value under {@code value}; none before it answers. */
    public List<Map<String, String>> query(String expression) {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus has ended: " + log());
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                        + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            JsonNode answer =
                    JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
            List<Map<String, String>> samples = new ArrayList<>();
            for (JsonNode sample : answer.at("/data/result")) {
                Map<String, String> labels = new TreeMap<>();
                sample.get("metric")
                        .properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().asText()));
                labels.put("value", sample.at("/value/1").asText());
                samples.add(labels);
            }
            return samples;
        } catch (IOException notYet) {
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The alerts that have fired so far, by job. */
    public Map<String, Set<String>> fired() {
        Map<String, Set<String>> fired = new TreeMap<>();
        for (Map<String, String> sample :
                query("group by (job, alertname) (count_over_time(ALERTS{alertstate=\"firing\"}[1h]))")) {
            fired.computeIfAbsent(sample.getOrDefault("job", NO_JOB), job -> new TreeSet<>())
                    .add(sample.get("alertname").replace("BatchTaskBridge", ""));
        }
        return fired;
    }

    /** What it has said. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
