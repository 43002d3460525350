package io.batchtask.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.batchtask.bridge.Service;
import io.batchtask.bridge.dev.netserver.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The status page in a real browser. */
class StatusPageIT {
    private static final Path PICTURES = Path.of("target", "status-page");

    private World world;
    private Service service;
    private URI page;
    private Browser browser;

    @BeforeEach
    void openABrowser() {
        Optional<Path> program = Browser.program();
        assumeThat(program)
                .as("a Chromium on the path: the status page is NOT tested in a browser here;"
                        + " apt-get install chromium")
                .isPresent();
        world = World.create();
        service = world.service();
        page = service.management().orElseThrow();
        browser = new Browser(program.orElseThrow());
    }

    @AfterEach
    void closeTheBrowser() {
        if (world != null) {
            try (World ending = world;
                    Browser closing = browser) {
                assertThat(ending).isNotNull();
                assertThat(closing).isNotNull();
            }
        }
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    @Test
    void numbersPlotsAndTablesLive() {
        world.netServer.fault(13, Fault.SENTRY);
        browser.visit(page);
        world.send(null, "42");
        world.send(null, "13");
        world.send(null, "<img src=x onerror=alert(1)>");
        patiently().until(() -> browser.text("#published").equals("1"));
        patiently().until(() -> browser.text("#rejected").equals("2"));
        patiently().untilAsserted(() -> assertThat(browser.text("#recentRows"))
                .contains("io.batchtask.info.v1", world.ids, "refused", "malformed"));
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).isEqualTo("Ready"));
        assertThat(browser.text("#contactRows")).contains("Circuit breaker", "closed", "signed in", "sign-ins: 1");
        assertThat(browser.evaluate("document.querySelectorAll('#partitionRows tr').length")
                        .asInt())
                .isEqualTo(3);
        patiently()
                .until(() -> browser.evaluate(
                                        "document.querySelector('#throughputPlot polyline').getAttribute('points').split(' ').length")
                                .asInt()
                        > 3);
        browser.screenshot(PICTURES.resolve("light.png"));
        browser.dark();
        browser.screenshot(PICTURES.resolve("dark.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aTaskIsLookedUpByKeyboardAlone() {
        browser.visit(page);
        patiently().until(() -> browser.text("#throughputTop").startsWith("top"));
        browser.press("Tab"); // the link that leads past the numbers
        assertThat(browser.evaluate("document.activeElement.className").asText())
                .isEqualTo("skip");
        browser.press("Enter");
        browser.press("Tab");
        assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("taskId");
        browser.type("42");
        browser.press("Enter");
        patiently()
                .untilAsserted(() -> assertThat(browser.text("#lookupAnswer")).contains("\"name\": \"ExportArchive\""));
        assertThat(service.ledger().balance().received()).isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void withoutScriptsTheNumbersAreThereAllTheSame() {
        world.send(null, "42");
        world.tail(world.info).await(1);
        browser.withoutScripts();
        patiently().untilAsserted(() -> {
            browser.visit(page);
            assertThat(browser.text("#published")).isEqualTo("1");
        });
        assertThat(browser.text("#recentRows")).contains("io.batchtask.info.v1");
        assertThat(browser.text("noscript")).contains("need JavaScript");
    }

    @Test
    void everyTableAndFieldIsNamedForThoseWhoDoNotSeeThem() {
        browser.visit(page);
        patiently().until(() -> browser.text("#throughputTop").startsWith("top"));
        assertThat(count("table:not(:has(caption))")).isZero();
        assertThat(count("th:not([scope])")).isZero();
        assertThat(count("input:not([id])")).isZero();
        assertThat(browser.text("label[for=taskId]")).isEqualTo("Task id");
        assertThat(count("svg[role=img][aria-label*=\"at most\"]")).isEqualTo(4);
        assertThat(count("#state[aria-live=polite], #lookupAnswer[aria-live=polite]"))
                .isEqualTo(2);
        assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
    }

    private int count(String selector) {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    @Test
    void aServiceThatEndsIsNoticed() {
        browser.visit(page);
        patiently().until(() -> browser.text("#throughputTop").startsWith("top"));
        service.close();
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).contains("lost its connection"));
    }
}
