package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The alerts and the dashboard by themselves; that Prometheus understands them is said by
 * {@code PrometheusIT}, that the bridge has the metrics they name by {@code DashboardsIT}.
 */
class MonitoringTest {
    private static final List<String> SEVERITIES = List.of("critical", "warning");

    @Test
    void everyAlertSaysHowBadItIsWhatItMeansAndWhatToDo() {
        for (JsonNode rule : Monitoring.alertRules().findParents("alert")) {
            String name = rule.get("alert").asText();
            assertThat(name).startsWith("BatchTaskBridge");
            assertThat(SEVERITIES).as(name).contains(rule.at("/labels/severity").asText());
            assertThat(rule.at("/annotations/summary").asText()).as(name).endsWith(".");
            assertThat(rule.at("/annotations/description").asText()).as(name).hasSizeGreaterThan(80);
        }
        assertThat(Monitoring.alerts()).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    }

    /** increase() guesses at the ends of its range: 1.046 answers. A duration above a minute is whole by itself. */
    @Test
    void numbersOfThingsAreWhole() {
        for (JsonNode rule : Monitoring.alertRules().findParents("alert")) {
            assertThat(rule.get("annotations").toString().replaceAll("printf `%\\.[01]f` \\$value", ""))
                    .doesNotContain("humanizePercentage")
                    .doesNotContainPattern("\\$value(?! \\| humanizeDuration)");
        }
        for (JsonNode rule : Monitoring.alertRules().findParents("alert")) {
            if (rule.get("annotations").toString().contains("humanizeDuration")) {
                assertThat(rule.get("expr").asText()).containsPattern("> \\d+ \\* 60");
            }
        }
    }

    @Test
    void everyAlertLinksItsRowOfTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("src/docs/operations.md"));
        String example = "https://batchtask-bridge.example";
        for (JsonNode rule : Monitoring.alertRules().findParents("alert")) {
            String name = rule.get("alert").asText();
            String anchor = name.toLowerCase(Locale.ROOT);
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .isEqualTo(example + "/src/docs/operations.md#" + anchor);
            assertThat(page.split("<a id=\"" + anchor + "\">", -1)).as(anchor).hasSize(2);
            assertThat(page).contains("| `" + name + "` | <a id=\"" + anchor + "\"></a>");
        }
        assertThat(page).contains(example);
        assertThat(Files.readString(Monitoring.PROMETHEUS.resolve("alerts.yml")))
                .contains("sed -i 's|" + example + "|");
    }

    @Test
    void theExampleForAlertmanagerKnowsTheAlerts() throws IOException {
        Set<String> named = new HashSet<>();
        for (JsonNode rule :
                Monitoring.read(new Readme().sample("alertmanager")).get("inhibit_rules")) {
            assertThat(rule.at("/equal/0").asText()).isEqualTo("job");
            for (String side : List.of("source_matchers", "target_matchers")) {
                Matcher list = Pattern.compile("BatchTaskBridge\\(?([A-Za-z|]+)")
                        .matcher(rule.get(side).toString());
                assertThat(list.find()).isTrue();
                named.addAll(List.of(list.group(1).split("\\|")));
            }
        }
        assertThat(named).hasSizeGreaterThan(8).allSatisfy(name -> assertThat(Monitoring.alerts())
                .contains("BatchTaskBridge" + name));
    }

    @Test
    void theDashboardShowsReadinessAndFreshnessAndSaysWhenNothingIsRead() {
        assertThat(Monitoring.dashboardExpressions())
                .anyMatch(expression -> expression.startsWith("min by (job, instance, check) (batchtask_ready{"))
                .anyMatch(expression -> expression.contains("batchtask_event_delay_seconds_bucket"))
                .anyMatch(expression -> expression.contains("batchtask_oldest_request_age_seconds"));
        JsonNode dashboard = Monitoring.read(Monitoring.DASHBOARD);
        assertThat(dashboard.at("/annotations/list/0/expr").asText()).contains("job=~\"$job\"");
        for (JsonNode panel : dashboard.get("panels")) {
            if (panel.findValuesAsText("expr").stream()
                    .anyMatch(one -> one.contains("batchtask_partition_") || one.contains("oldest_request_age"))) {
                assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
                        .as(panel.get("title").asText())
                        .isEqualTo("not reading");
            }
        }
    }

    /** Whoever is called at night for dead letters is told how they get back. */
    @Test
    void whatTellsOfDeadLettersTellsOfReplay() {
        for (JsonNode rule : Monitoring.alertRules().findParents("alert")) {
            if (rule.get("expr")
                    .asText()
                    .contains("batchtask_records_rejected_total{job=~\"batchtask-bridge.*\", class")) {
                assertThat(rule.at("/annotations/description").asText()).contains("replay --dry-run");
            }
        }
        for (JsonNode panel : Monitoring.read(Monitoring.DASHBOARD).get("panels")) {
            if (panel.get("title").asText().startsWith("Dead letters")) {
                assertThat(panel.get("description").asText()).contains("replay --dry-run");
            }
        }
    }

    @Test
    void everyAlertFiresInSomeUnitTest() throws IOException {
        String tests = Files.readString(Monitoring.PROMETHEUS.resolve("alerts_test.yml"));
        assertThat(Monitoring.alerts()).allSatisfy(alert -> assertThat(tests).contains("\"" + alert + "\""));
    }

    /** One name for all would let one tenant's work hide that another's stands still. */
    @Test
    void everyAlertDistinguishesJobs() {
        for (JsonNode rule : Monitoring.alertRules().findParents("expr")) {
            String expression = rule.get("expr").asText();
            assertThat(expression)
                    .containsPattern("=~\"batchtask-bridge\\.\\*\"|batchtask:(?:books:uneven|output:blocked)")
                    .doesNotContain("job=\"")
                    .doesNotContainPattern("\\b(?:sum|max|min|count) ?\\((?!by)");
            assertThat(expression.replaceAll("\\b(?:by|on) \\(job\\b", "")).doesNotContainPattern("\\b(?:by|on) \\(");
        }
    }

    /** Pods of two tenants may have one name. */
    @Test
    void theDashboardDistinguishesJobs() {
        for (JsonNode target : Monitoring.read(Monitoring.DASHBOARD).findParents("expr")) {
            String expression = target.get("expr").asText();
            assertThat(expression.replaceAll("\\b(?:by|on) \\(job\\b", ""))
                    .doesNotContainPattern("\\b(?:by|on) \\((?:instance|topic)");
            if (expression.contains("(job")
                    && target.path("legendFormat").asText().contains("{{")) {
                assertThat(target.get("legendFormat").asText()).contains("{{job}} ");
            }
        }
    }

    @Test
    void theDashboardsPanelsDoNotOverlapAndAllUseItsDataSourceVariable() {
        JsonNode dashboard = Monitoring.read(Monitoring.DASHBOARD);
        Set<String> cells = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            JsonNode at = panel.get("gridPos");
            for (int x = 0; x < at.get("w").asInt(); x++) {
                for (int y = 0; y < at.get("h").asInt(); y++) {
                    String cell = at.get("x").asInt() + x + "/" + (at.get("y").asInt() + y);
                    assertThat(cells.add(cell)).as(panel.get("title").asText()).isTrue();
                    assertThat(at.get("x").asInt() + x).isLessThan(24);
                }
            }
            if (!panel.get("type").asText().equals("row")) {
                assertThat(panel.findValues("datasource")).isNotEmpty().allSatisfy(source -> assertThat(
                                source.get("uid").asText())
                        .isEqualTo("${datasource}"));
                assertThat(panel.get("description").asText()).isNotBlank();
            }
        }
        assertThat(Monitoring.read(Path.of("config/grafana/provisioning/datasources/prometheus.yaml"))
                        .at("/datasources/0/uid")
                        .asText())
                .isEqualTo(dashboard.at("/templating/list/0/current/value").asText());
    }
}
