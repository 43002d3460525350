package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * How the status page looks, on a desk and on a phone, light and dark: what can be measured is asserted, and the
 * pictures in {@code target/status-page} are for people.
 */
@TestInstance(Lifecycle.PER_CLASS)
class StatusPageLookIT {
    private static final Path PICTURES = Path.of("target", "status-page");
    private static final List<Integer> WIDTHS = List.of(1280, 800, 420, 320);
    private static final List<Integer> PICTURED = List.of(1280, 420);

    private Browser browser;
    private PageLook look;
    private World world;

    @BeforeAll
    void openTheBrowser() {
        Optional<Path> program = Browser.program();
        assumeThat(program)
                .as("a Chromium on the path: the looks of the status page are NOT tested here;"
                        + " apt-get install chromium")
                .isPresent();
        browser = new Browser(program.orElseThrow());
        look = new PageLook(browser);
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
        browser.openPage();
        browser.width(1280);
    }

    @AfterEach
    void closeTheWorld() {
        world.netServer.up();
        world.close();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Timeouts.LONG).pollInterval(Duration.ofMillis(200));
    }

    private void visit() {
        browser.visit(world.service().management().orElseThrow());
        patiently().until(() -> !browser.text("#throughputNow").isEmpty());
    }

    private void awaitState(String state) {
        patiently().untilAsserted(() -> assertThat(browser.text("#state")).isEqualTo(state));
    }

    private void looksWell(String name) {
        SoftAssertions softly = new SoftAssertions();
        for (String scheme : List.of("light", "dark")) {
            browser.prefers("prefers-color-scheme", scheme);
            for (int width : WIDTHS) {
                browser.width(width);
                String where = name + "-" + width + "-" + scheme;
                softly.assertThat(look.beyondTheWindow()).as(where).isEmpty();
                softly.assertThat(look.toBeScrolled()).as(where).isEmpty();
                softly.assertThat(look.overlapping()).as(where).isEmpty();
                softly.assertThat(look.broken()).as(where).isEmpty();
                softly.assertThat(look.faint()).as(where).isEmpty();
                if (PICTURED.contains(width)) {
                    browser.screenshot(PICTURES.resolve(where + ".png"));
                }
            }
        }
        softly.assertThat(browser.complaints()).as(name).isEmpty();
        softly.assertAll();
        browser.width(1280);
    }

    @Test
    void beforeTheFirstRecordNothingIsEmptyWithoutAWord() {
        visit();
        awaitState("Ready");
        assertThat(browser.text("#recentRows").strip()).isEqualTo("none yet");
        assertThat(browser.text("#rejectRows").strip()).isEqualTo("none yet");
        assertThat(browser.text("#perSecond")).isEqualTo("no limit");
        assertThat(browser.text("#latency")).isEqualTo("no calls of late");
        assertThat(browser.evaluate("document.getElementById('latencyNone').checkVisibility()")
                        .asBoolean())
                .isTrue();
        patiently().until(() -> browser.text("#throughputNow").equals("0"));
        assertThat(browser.text("#throughputTop")).isEmpty();
        assertThat(browser.evaluate("document.getElementById('throughputNone').checkVisibility()")
                        .asBoolean())
                .isFalse();
        looksWell("fresh");
    }

    @Test
    void instancesAreToldApart() {
        world.set("kafka.client.group.instance.id", "bridge-7");
        visit();
        assertThat(browser.text("#names"))
                .contains(
                        "bridge-7",
                        world.group,
                        world.ids,
                        world.info,
                        world.deadLetter,
                        world.netServer.url().getHost());
        assertThat(browser.evaluate("document.title").asText()).contains("bridge-7", world.group);
        assertThat(browser.evaluate("[...document.querySelectorAll('nav a')].map(one => one.pathname).join()")
                        .asText())
                .isEqualTo("/observe/health,/observe/metrics");
    }

    @Test
    void traffic() {
        world.netServer.fault(13, Fault.SENTRY);
        visit();
        awaitState("Ready");
        for (int id = 101; id <= 160; id++) {
            world.send(null, String.valueOf(id));
        }
        world.send(null, "13");
        world.send(null, "no number");
        patiently().until(() -> browser.text("#published").equals("60"));
        patiently().until(() -> browser.text("#rejected").equals("2"));
        patiently().until(() -> browser.text("#latencyTop").endsWith(" ms"));
        assertThat(browser.text("#latency")).matches("[0-9.]+ / [0-9.]+ / [0-9.]+ ms");
        looksWell("traffic");
    }

    @Test
    void anOutageIsSaidOnceAndAtTheTop() {
        visit();
        awaitState("Ready");
        world.netServer.down();
        for (int id = 1; id <= 30; id++) {
            world.send(null, String.valueOf(id));
        }
        awaitState("Not ready: netserver");
        assertThat(browser.text("#contactRows")).contains("calls are held back (open)");
        assertThat(browser.evaluate("document.body.innerText.split('NetServer has not answered').length")
                        .asInt())
                .isEqualTo(2);
        assertThat(browser.evaluate("document.title").asText()).startsWith("Not ready: ");
        assertThat(browser.evaluate("document.getElementById('trouble').getBoundingClientRect().bottom")
                        .asInt())
                .isLessThan(450);
        looksWell("outage");
    }

    @Test
    void aLongReasonAndLongNamesWrap() {
        world.set("topics.ids", "a.topic.that.no.one.has.made." + "x".repeat(150))
                .set("kafka.group-id", "group-" + "g".repeat(90))
                .set("kafka.client.group.instance.id", "instance-" + "i".repeat(60));
        visit();
        patiently().untilAsserted(() -> assertThat(browser.text("#trouble")).contains("does not exist"));
        assertThat(browser.text("#partitionRows").strip()).isEqualTo("none at present");
        looksWell("check-down");
    }

    @Test
    void aLookUpSaysWhatWasFound() {
        visit();
        awaitState("Ready");
        world.netServer.fault(10001, Fault.NOT_FOUND);
        lookUp("42");
        awaitAnswer("Task 42");
        patiently().untilAsserted(() -> assertThat(browser.text("#lookupText")).contains("ExportArchive"));
        looksWell("look-up-found");

        browser.evaluate("document.getElementById('taskId').select()");
        browser.type("abc");
        assertThat(browser.text("#lookupAnswer")).isEmpty();
        browser.press("Enter");
        awaitAnswer("Not a task id");
        assertThat(browser.text("#lookupText")).isEmpty();
        looksWell("look-up-invalid");

        lookUp("10001");
        awaitAnswer("No such task: 10001");
        assertThat(browser.text("#lookupText")).contains("\"id\": 10001");
        looksWell("look-up-not-found");
    }

    private void lookUp(String id) {
        browser.evaluate("document.getElementById('taskId').focus(), document.getElementById('taskId').select()");
        browser.type(id);
        browser.press("Enter");
    }

    private void awaitAnswer(String heading) {
        patiently()
                .untilAsserted(() -> assertThat(browser.text("#lookupHeading")).isEqualTo(heading));
        patiently().until(() -> !browser.text("#lookupNote").equals("asking …"));
    }

    @Test
    void theFocusIsSeenWhereverTheKeyboardLeads() {
        visit();
        for (int stop = 0; stop < 6; stop++) {
            browser.press("Tab");
            assertThat(browser.evaluate("(style => style.outlineStyle + ' ' + style.outlineWidth)"
                                    + "(getComputedStyle(document.activeElement))")
                            .asText())
                    .as(browser.evaluate("document.activeElement.outerHTML").asText())
                    .isEqualTo("solid 3px");
        }
    }

    @Test
    void plotsMoveSeldomForThoseWhoWantLessMotion() {
        browser.prefers("prefers-reduced-motion", "reduce");
        visit();
        awaitState("Ready");
        String before = points();
        patiently().until(() -> !points().equals(before));
        String now = points();
        String time = browser.text("#time");
        patiently().until(() -> !browser.text("#time").equals(time));
        assertThat(points()).isEqualTo(now);
    }

    private String points() {
        return browser.evaluate("document.querySelector('#underWayPlot polyline').getAttribute('points')")
                .asText();
    }
}
