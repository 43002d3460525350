package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts and the dashboard as Prometheus' own tool understands them. */
class PrometheusIT {
    @Test
    void prometheusUnderstandsTheAlertsAndTheirUnitTestsPass() throws Exception {
        String promtool = promtool();
        run(promtool, "check", "config", "--syntax-only", "prometheus.yml");
        run(promtool, "check", "rules", "alerts.yml");
        run(promtool, "test", "rules", "alerts_test.yml");
    }

    @Test
    void prometheusUnderstandsEveryExpressionOfTheDashboard(@TempDir Path directory) throws Exception {
        String promtool = promtool();
        List<String> lines = new ArrayList<>(List.of("groups:", "  - name: dashboard", "    rules:"));
        for (String expression : Monitoring.dashboardExpressions()) {
            lines.add("      - record: panel:" + lines.size());
            lines.add("        expr: '" + expression.replace("'", "''") + "'");
        }
        Path rules = Files.write(directory.resolve("dashboard.yml"), lines);
        assertThat(lines).hasSizeGreaterThan(50);
        run(promtool, "check", "rules", rules.toString());
    }

    /** By their expression, each of the states NetServer can be in has a word of its own. */
    @Test
    void theDashboardTellsAClosedTenantFromAnOutage(@TempDir Path directory) throws Exception {
        JsonNode panel = panel("NetServer", "stat");
        assertThat(panel.at("/fieldConfig/defaults/mappings/0/options").findValuesAsText("text"))
                .containsExactly("answers", "outage", "tenant closed", "tenant closed");
        Map<Integer, List<String>> states = Map.of(
                0, List.of("batchtask_ready{check=\"netserver\"} 1", "batchtask_tenant_closed{} 0"),
                1, List.of("batchtask_ready{check=\"netserver\"} 0", "batchtask_tenant_closed{} 0"),
                3, List.of("batchtask_ready{check=\"netserver\"} 0", "batchtask_tenant_closed{} 1"));
        for (Map.Entry<Integer, List<String>> state : states.entrySet()) {
            tried(directory, panel.at("/targets/0/expr").asText(), state.getValue(), "{value: " + state.getKey() + "}");
        }
    }

    /** No look-up is made then, so the breaker is closed; and no sign-in is refused. */
    @Test
    void theDashboardIsRedWhileNetServerDoesNotAnswerTheSignIn(@TempDir Path directory) throws Exception {
        List<String> silence = List.of(
                "batchtask_ready{check=\"netserver\"} 0",
                "batchtask_breaker_open{} 0",
                "batchtask_sign_in_refused{} 0",
                "batchtask_tenant_closed{} 0");
        JsonNode timeline = panel("NetServer, sign-in, tenant, Kafka, group", "state-timeline");
        tried(directory, panel("NetServer", "stat").at("/targets/0/expr").asText(), silence, "{value: 1}");
        tried(
                directory,
                timeline.at("/targets/0/expr").asText(),
                silence,
                "{labels: '{job=\"j\", instance=\"a\"}', value: 1}");
    }

    /** A missing ids topic, a right that was taken away: the cluster answers, and nothing is read. */
    @Test
    void theDashboardIsRedWhileNothingMayBeRead(@TempDir Path directory) throws Exception {
        String kafka = panel("Kafka", "stat").at("/targets/0/expr").asText();
        Map<Integer, List<String>> states = Map.of(
                0, List.of("batchtask_ready{check=\"broker\"} 1", "batchtask_broker_reachable{} 1"),
                1, List.of("batchtask_ready{check=\"broker\"} 0", "batchtask_broker_reachable{} 1"),
                2, List.of("batchtask_ready{check=\"broker\"} 0", "batchtask_broker_reachable{} 0"));
        for (Map.Entry<Integer, List<String>> state : states.entrySet()) {
            tried(directory, kafka, state.getValue(), "{value: " + state.getKey() + "}");
        }
        List<String> nothingRead = List.of("batchtask_oldest_request_age_seconds{} 0");
        List<String> read = List.of(
                "batchtask_oldest_request_age_seconds{} 7",
                "batchtask_partition_lag_records{topic=\"ids\", partition=\"0\"} 3");
        String age = panel("Oldest request", "stat").at("/targets/0/expr").asText();
        tried(directory, age, nothingRead, "");
        tried(directory, age, read, "{value: 7}");
    }

    @Test
    void theDashboardIsRedWhileWritingIsRepeated(@TempDir Path directory) throws Exception {
        tried(
                directory,
                panel("Writing repeated", "stat").at("/targets/0/expr").asText(),
                List.of(
                        "batchtask_publish_repeating{to=\"info\"} 3",
                        "batchtask_publish_repeating{to=\"dead-letter\"} 1"),
                "{value: 4}");
    }

    /** @param series each as {@code name{labels} value} */
    private static void tried(Path directory, String expression, List<String> series, String expected)
            throws Exception {
        List<String> lines = new ArrayList<>(List.of("tests:", "  - input_series:"));
        for (String one : series) {
            int value = one.lastIndexOf(' ');
            String name = one.substring(0, value).replace("{", "{job=\"j\", instance=\"a\", ");
            lines.add(
                    "      - {series: '" + name.replace(", }", "}") + "', values: '" + one.substring(value + 1) + "'}");
        }
        lines.add("    promql_expr_test:");
        lines.add("      - expr: '" + expression.replaceAll("\\$(instance|job)", ".*") + "'");
        lines.add("        exp_samples: [" + expected + "]");
        run(
                promtool(),
                "test",
                "rules",
                Files.write(directory.resolve("panel.yml"), lines).toString());
    }

    private static JsonNode panel(String title, String type) {
        return StreamSupport.stream(
                        Monitoring.read(Monitoring.DASHBOARD).get("panels").spliterator(), false)
                .filter(panel -> panel.get("title").asText().equals(title)
                        && panel.get("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String promtool() {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(program)
                .as("promtool on the path: expressions and alerts are NOT tried here; apt-get install prometheus")
                .isPresent();
        return program.orElseThrow().toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Monitoring.PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
