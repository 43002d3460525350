package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The status page in a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
class StatusPageIT {
    private Browser browser;
    private World world;
    private Service service;
    private URI page;

    @BeforeAll
    void openTheBrowser() {
        Optional<Path> program = Browser.program();
        assumeThat(program)
                .as("a Chromium on the path: the status page is NOT tested in a browser here;"
                        + " apt-get install chromium")
                .isPresent();
        browser = new Browser(program.orElseThrow());
    }

    @AfterAll
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openAPage() {
        world = World.create();
        service = world.service();
        page = service.management().orElseThrow();
        browser.openPage();
    }

    @AfterEach
    void closeTheWorld() {
        world.close();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Timeouts.LONG).pollInterval(Duration.ofMillis(200));
    }

    /** Until the stream has brought the first numbers. */
    private void awaitNumbers() {
        patiently().until(() -> !browser.text("#throughputNow").isEmpty());
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
                .contains("io.batchtask.info.v1", world.ids)
                .doesNotContain("malformed"));
        assertThat(browser.text("#rejectRows")).contains(world.ids, "refused", "malformed");
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).isEqualTo("Ready"));
        assertThat(browser.text("#contactRows"))
                .contains("Circuit breaker", "calls go through", "signed in", "sign-ins: 1");
        assertThat(browser.evaluate("document.querySelectorAll('#partitionRows tr').length")
                        .asInt())
                .isEqualTo(3);
        patiently()
                .until(() -> browser.evaluate(
                                        "document.querySelector('#throughputPlot polyline').getAttribute('points').split(' ').length")
                                .asInt()
                        > 3);
        assertThat(browser.complaints()).isEmpty();
    }

    /** What NetServer and records say comes into an open page as HTML. */
    @Test
    void textOfOthersStaysTextInAnOpenPage() {
        world.netServer.down();
        browser.visit(page);
        awaitNumbers();
        browser.evaluate("place('checks', '<li>&lt;b id=&quot;x&quot;&gt;</li>'), 1");
        assertThat(browser.text("#checks")).isEqualTo("<b id=\"x\">");
        assertThat(count("#checks b")).isZero();
        patiently().untilAsserted(() -> assertThat(count("#checks li")).isEqualTo(7));
        assertThat(browser.complaints()).isEmpty();
        world.netServer.up();
    }

    @Test
    void aSelectionAndThePlaceScrolledToStayWhileTheNumbersChange() {
        browser.visit(page);
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).isEqualTo("Ready"));
        browser.evaluate("getSelection().selectAllChildren(document.querySelector('#partitionRows th')),"
                + " document.getElementById('taskId').focus({preventScroll: true}), 1");
        assertThat(browser.evaluate("document.body.style.height = '9999px', scrollTo(0, 200), scrollY")
                        .asInt())
                .isEqualTo(200);
        String selected = browser.evaluate("getSelection().toString()").asText();
        String time = browser.text("#time");
        patiently().until(() -> !browser.text("#time").equals(time));
        assertThat(browser.evaluate("getSelection().toString()").asText()).isEqualTo(selected);
        assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("taskId");
        assertThat(browser.evaluate("scrollY").asInt()).isEqualTo(200);
    }

    @Test
    void aTaskIsLookedUpByKeyboardAlone() {
        browser.visit(page);
        awaitNumbers();
        browser.press("Tab"); // the link that leads past the numbers
        assertThat(browser.evaluate("document.activeElement.className").asText())
                .isEqualTo("skip");
        browser.press("Enter");
        browser.press("Tab");
        assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("taskId");
        browser.type("42");
        browser.press("Enter");
        patiently()
                .untilAsserted(() -> assertThat(browser.text("#lookupText")).contains("\"name\": \"ExportArchive\""));
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
        awaitNumbers();
        assertThat(count("table:not(:has(caption))")).isZero();
        assertThat(count("th:not([scope])")).isZero();
        assertThat(count("input:not([id])")).isZero();
        assertThat(browser.text("label[for=taskId]")).isEqualTo("Task id");
        assertThat(count("svg[role=img][aria-label*=\"now\"], svg[role=img][aria-label*=\"no data yet\"]"))
                .isEqualTo(4);
        assertThat(count("#state[aria-live=polite], #lookupAnswer[aria-live=polite]"))
                .isEqualTo(2);
        assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
    }

    private int count(String selector) {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    @Test
    void aRejectIsStillThereAfterAHundredEvents() {
        world.netServer.fault(13, Fault.SENTRY);
        browser.visit(page);
        world.send(null, "13");
        patiently().until(() -> browser.text("#rejected").equals("1"));
        for (int id = 101; id <= 200; id++) {
            world.send(null, String.valueOf(id));
        }
        patiently().until(() -> browser.text("#published").equals("100"));
        assertThat(browser.text("#rejectRows")).contains("13", "refused");
        assertThat(count("#recentRows tr")).isEqualTo(20);
        assertThat(browser.text("#givenBack")).isEqualTo("0");
    }

    @Test
    void thePageStandsStillWhileItIsPausedByKeyboard() {
        browser.visit(page);
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).isEqualTo("Ready"));
        browser.evaluate("document.getElementById('pause').focus()");
        browser.press("Enter");
        assertThat(browser.text("#pause")).isEqualTo("Resume");
        String time = browser.text("#time");
        world.send(null, "42");
        world.tail(world.info).await(1);
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(browser.text("#published") + browser.text("#time"))
                        .isEqualTo("0" + time));
        browser.press("Enter");
        patiently().until(() -> browser.text("#published").equals("1"));
        assertThat(browser.text("#pause")).isEqualTo("Pause");
    }

    @Test
    void whatIsReadAloudHasNoSecondsInItAndATableIsNotMadeAnewEachSecond() {
        browser.visit(page);
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).isEqualTo("Ready"));
        browser.evaluate("window.kept = document.querySelector('#checks li').firstChild, 1");
        world.netServer.down();
        for (int id = 1; id <= 30; id++) {
            world.send(null, String.valueOf(id));
        }
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).isEqualTo("Not ready: netserver"));
        assertThat(browser.text("#trouble")).contains("NetServer has not answered");
        assertThat(browser.text("#contactRows")).doesNotContain("NetServer has not answered");
        assertThat(browser.evaluate("window.kept.isConnected").asBoolean()).isTrue();
        world.netServer.up();
    }

    @Test
    void aPageThatWasOneTooManyOpensItsStreamWhenThereIsRoom() throws Exception {
        List<EventStream> others = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            others.add(new EventStream(page.resolve("events")));
        }
        browser.visit(page);
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).contains("lost its connection"));
        for (EventStream other : others) {
            other.close();
        }
        awaitNumbers();
    }

    @Test
    void aServiceThatEndsIsNoticed() {
        browser.visit(page);
        awaitNumbers();
        service.close();
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).contains("lost its connection"));
    }
}
