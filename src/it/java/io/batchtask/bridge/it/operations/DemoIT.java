package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.dev.Demo;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The demo is the first thing a newcomer runs: it ends as it says, and leaves nothing behind. One at a time, as each is
 * three processes beside this one.
 */
class DemoIT {
    private static final Pattern BALANCE = Pattern.compile(
            " +received (\\d+) = published (\\d+) \\+ rejected (\\d+) \\+ dropped (\\d+): the books balance");

    private ChildJvm demo;

    @AfterEach
    void close() {
        demo.close();
    }

    @Test
    void itShowsEveryKindOfEndAndBalancesItsBooks() {
        start("-Ddemo.events=150");
        assertThat(demo.waitFor(Duration.ofMinutes(3))).as(this::said).isZero();
        awaitLine("  first event ");
        assertThat(lines("event ")).hasSizeGreaterThanOrEqualTo(150).allMatch(line -> line.contains("  ce_id="));
        assertThat(lines("event ")).anyMatch(line -> line.contains(" Succeeded  100 %  key=export  "));
        assertThat(lines("event ")).anyMatch(line -> line.contains(" 6006 ") && line.contains("  attempts=3  "));
        assertThat(lines("event ")).anyMatch(line -> line.contains("(not found)"));
        assertThat(lines("dead letter ")).anyMatch(line -> line.contains(" malformed/not-json: "));
        assertThat(lines("dead letter ")).anyMatch(line -> line.contains(" refused/SoSentryException: "));
        assertThat(lines("dead letter ")).anyMatch(line -> line.contains(" poison/"));
        assertThat(lines("---- every ticket expires")).hasSize(1);
        assertThat(said()).contains(" calls and 2 sign-ins");
        Matcher balance = BALANCE.matcher(lines("  received ").get(0));
        assertThat(balance.matches()).as(this::said).isTrue();
        assertThat(balance.group(2)).isEqualTo(String.valueOf(lines("event ").size()));
        assertThat(balance.group(3))
                .isEqualTo(String.valueOf(lines("dead letter ").size()));
        assertThat(said())
                .as("the bridge's own books say the same")
                .contains("stopped; received=" + balance.group(1) + " published=" + balance.group(2) + " rejected="
                        + balance.group(3) + " dropped=0 ");
        itSaysWhatTheDocumentsShow();
    }

    /** Line by line, but for what differs from run to run. */
    private void itSaysWhatTheDocumentsShow() {
        Readme readme = new Readme();
        List<String> shapes = demo.output().stream().map(DemoIT::shape).toList();
        assertThat(readme.sample("demo-output").lines().filter(line -> !line.isBlank()))
                .allSatisfy(line -> assertThat(shapes).contains(shape(line)));
        assertThat(shapes).anySatisfy(line -> assertThat(line)
                .endsWith(shape(readme.sample("stopped").strip())));
    }

    /** Numbers and names exchanged for one of their kind, columns for what stands in them. */
    private static String shape(String line) {
        return line.replaceFirst("^event {8}[ \\d]{8}  .{14}  .{10} [ \\d]{3} %", "TASK")
                .replaceFirst("^event {8}[ \\d]{8}  \\(not found\\) {21}", "NO TASK")
                .replaceFirst("key=\\S+", "key=KEY")
                .replaceFirst("\\{[a-z0-9.-]+=\\d+(, [a-z0-9.-]+=\\d+)*}", "{KINDS}")
                .replaceAll("\\d+", "9");
    }

    @Test
    void endedByHandItPrintsTheSummaryAndNothingIsLeftRunning() {
        start();
        awaitLine("event ");
        List<ProcessHandle> children = children();
        demo.terminate();
        assertThat(demo.waitFor(Timeouts.LONG)).as(this::said).isZero();
        awaitLine("  first event ");
        assertThat(lines("  received ")).hasSize(1).allMatch(line -> line.endsWith(": the books balance"));
        assertThat(children).hasSize(3).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void itsChildrenEndEvenWhenItIsKilled() {
        start();
        awaitLine("event ");
        List<ProcessHandle> children = children();
        demo.kill();
        assertThat(children).hasSize(3);
        Awaitility.await().atMost(Timeouts.LONG).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void itFailsWithAClearLineWhenNothingArrivesAnyMore() throws Exception {
        start("-Ddemo.patience=4");
        awaitLine("event ");
        ProcessHandle bridge = ProcessHandle.of(
                        Long.parseLong(lines("  bridge  ").get(0).replaceAll(".*, process ", "")))
                .orElseThrow();
        new ProcessBuilder("kill", "-STOP", String.valueOf(bridge.pid()))
                .start()
                .waitFor();
        assertThat(demo.waitFor(Timeouts.LONG)).as(this::said).isEqualTo(1);
        awaitLine("demo: FAILED: nothing arrived for 4 s");
        assertThat(bridge.isAlive()).isFalse();
    }

    private void start(String... options) {
        List<String> all = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        all.addAll(List.of(options));
        all.add("-Dbridge.jar=" + System.getProperty("bridge.jar"));
        demo = ChildJvm.ofClass(Demo.class, all, List.of());
    }

    private List<ProcessHandle> children() {
        return ProcessHandle.of(demo.pid()).orElseThrow().descendants().toList();
    }

    private void awaitLine(String start) {
        Awaitility.await().atMost(Timeouts.LONG).until(() -> !lines(start).isEmpty() || !demo.isAlive());
        assertThat(lines(start)).as(this::said).isNotEmpty();
    }

    private List<String> lines(String start) {
        return demo.output().stream().filter(line -> line.startsWith(start)).toList();
    }

    private String said() {
        return String.join("\n", demo.output());
    }
}
