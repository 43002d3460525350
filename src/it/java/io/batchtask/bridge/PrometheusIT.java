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
        String promtool = promtool();
        JsonNode panel = panel("NetServer");
        String expression = panel.at("/targets/0/expr").asText().replaceAll("\\$(instance|job)", ".*");
        List<String> lines = new ArrayList<>(List.of("tests:"));
        Map<Integer, String> words = Map.of(0, "answers", 1, "outage", 2, "tenant closed", 3, "tenant closed");
        for (int state = 0; state < words.size(); state++) {
            lines.add("  - input_series:");
            lines.add("      - {series: 'batchtask_breaker_open{job=\"j\", instance=\"a\"}', values: '" + state % 2
                    + "'}");
            lines.add("      - {series: 'batchtask_tenant_closed{job=\"j\", instance=\"a\"}', values: '" + state / 2
                    + "'}");
            lines.add("    promql_expr_test:");
            lines.add("      - expr: '" + expression + "'");
            lines.add("        exp_samples: [{value: " + state + "}]");
            assertThat(panel.at("/fieldConfig/defaults/mappings/0/options/" + state + "/text")
                            .asText())
                    .isEqualTo(words.get(state));
        }
        run(
                promtool,
                "test",
                "rules",
                Files.write(directory.resolve("panel.yml"), lines).toString());
    }

    private static JsonNode panel(String title) {
        return StreamSupport.stream(
                        Monitoring.read(Monitoring.DASHBOARD).get("panels").spliterator(), false)
                .filter(panel -> panel.get("title").asText().equals(title)
                        && panel.get("type").asText().equals("stat"))
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
