package io.batchtask.bridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.batchtask.bridge.Readme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SurgesTest {
    private static final String REJECTED = "rejected; task={} class={} code={} origin={}";

    private long now = Long.MAX_VALUE - 1_000; // nanoTime may wrap around
    private final Surges surges = new Surges(() -> now);
    private final List<ILoggingEvent> said = new ArrayList<>();

    private void log(ILoggingEvent event) {
        if (surges.passes(event)) {
            said.add(event);
        }
    }

    /** Time passes, and the log is looked at now and then. */
    private void pass(Duration time) {
        for (long seconds = 0; seconds < time.toSeconds(); seconds += 5) {
            now += Duration.ofSeconds(5).toNanos();
            said.addAll(surges.look());
        }
    }

    private void reject(int times, String kind, String code) {
        for (int i = 1; i <= times; i++) {
            log(Lines.warn(REJECTED, i, kind, code, "ids/0/" + i));
        }
    }

    private List<String> lines() {
        List<String> lines = said.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
        said.clear();
        return lines;
    }

    @Test
    void theFirstOfAMinuteAreSaidThenTheirNumberThenTheEnd() {
        surges.singly("rejected", 10);
        reject(2_000, "malformed", "not-json");
        assertThat(lines()).hasSize(10).allMatch(line -> line.startsWith("WARN rejected; task="));

        pass(Duration.ofSeconds(30));
        assertThat(lines())
                .containsExactly("WARN rejected; count=1990 in=30 s class=malformed code=not-json;"
                        + " the latest: task=2000 origin=ids/0/2000");

        reject(1, "malformed", "not-json");
        pass(Duration.ofSeconds(60));
        assertThat(lines())
                .as("one is said as it is")
                .containsExactly("WARN rejected; task=1 class=malformed code=not-json origin=ids/0/1");

        pass(Duration.ofSeconds(60));
        assertThat(lines()).containsExactly("WARN no more of these for a minute; line=rejected count=1991 in=2 min");

        reject(10, "malformed", "not-json");
        assertThat(lines()).as("singly again").hasSize(10);
        pass(Duration.ofMinutes(10));
        assertThat(lines()).isEmpty();
    }

    @Test
    void theDocumentsShowSuchALine() {
        surges.singly("rejected", 10);
        for (int i = 1; i <= 2_000; i++) {
            log(Lines.warn(
                    "rejected; task={} origin={} class={} code={} step={} attempts={} reason={}",
                    "unknown",
                    "superoffice.batchtask.ids/0/" + i,
                    "malformed",
                    "not-json",
                    "read",
                    0,
                    "neither a task id nor JSON: \"no number\""));
        }
        lines();
        pass(Duration.ofSeconds(30));

        assertThat(lines())
                .containsExactly("WARN " + new Readme().sample("counted").strip());
    }

    @Test
    void fewLinesOfAMinuteAreSaidEachMinuteAnew() {
        for (int minute = 0; minute < 10; minute++) {
            reject(5, "refused", "a");
            pass(Duration.ofSeconds(60));
        }
        assertThat(lines()).hasSize(50).noneMatch(line -> line.contains("count="));
    }

    @Test
    void aLineThatIsOnlyCountedIsNotSaidAndGoodNewsHaveNoEnd() {
        surges.singly("look-up failed, it is repeated", 0);
        for (int i = 0; i < 601; i++) {
            log(Lines.line(Lines.OURS, Level.INFO, "look-up failed, it is repeated; task={} code={}", i, "reset"));
        }
        assertThat(lines()).isEmpty();
        pass(Duration.ofMinutes(10));
        assertThat(lines())
                .containsExactly(
                        "INFO look-up failed, it is repeated; count=601 in=30 s code=reset; the latest: task=600");
    }

    @Test
    void manyKindsAreAFewLines() {
        for (int kind = 0; kind < 500; kind++) {
            reject(1 + kind % 7, "refused", "code-" + kind);
        }
        lines();
        pass(Duration.ofSeconds(30));
        assertThat(lines()).hasSize(4).last().asString().contains("kinds=");
    }

    @Test
    void linesOfALibraryAreCountedByTheirLogger() {
        for (int i = 0; i < 160; i++) {
            log(Lines.line(Lines.THEIRS, Level.WARN, "Connection " + i + " to node {} could not be established", i));
        }
        assertThat(lines()).hasSize(5);
        pass(Duration.ofSeconds(30));
        assertThat(lines())
                .containsExactly("WARN more lines of this logger; count=155 in=30 s; the latest:"
                        + " Connection 159 to node 159 could not be established");
    }

    @Test
    void anErrorIsNotHiddenByTheWarningsOfItsLogger() {
        for (int i = 0; i < 100; i++) {
            log(Lines.line(Lines.THEIRS, Level.WARN, "slow"));
            log(Lines.line(Lines.THEIRS, Level.ERROR, "broken"));
            log(Lines.line(Lines.THEIRS, Level.WARN, "slow"));
        }
        lines();
        pass(Duration.ofSeconds(30));
        assertThat(lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("ERROR more lines of this logger; count=9")
                        && line.endsWith("the latest: broken"));
        log(Lines.line(Lines.THEIRS, Level.WARN, "slow"));
        pass(Duration.ofMinutes(2));
        assertThat(lines()).last().asString().startsWith("ERROR no more of these for a minute; ");
    }

    @Test
    void ofManyKindsTheRestIsAsSeriousAsTheWorst() {
        for (int kind = 0; kind < 50; kind++) {
            reject(10, "refused", "code-" + kind);
        }
        for (int i = 0; i < 2; i++) {
            log(Lines.line(Lines.OURS, Level.ERROR, REJECTED, i, "refused", "worse", "ids/0/1"));
        }
        lines();
        pass(Duration.ofSeconds(30));
        assertThat(lines()).hasSize(4).last().asString().startsWith("ERROR rejected; count=");
    }

    @Test
    void oneStackTraceOfAnErrorComesThroughInAMinute() {
        for (int minute = 0; minute < 5; minute++) {
            for (int i = 0; i < 100; i++) {
                log(Lines.broken("a record cannot go on", new IllegalStateException("x")));
                log(Lines.warn("a record cannot go on"));
            }
            pass(Duration.ofSeconds(60));
            assertThat(said)
                    .filteredOn(event -> event.getThrowableProxy() != null)
                    .hasSize(minute == 0 ? 3 : 1); // a few of the first are said singly
            said.clear();
        }
    }

    @Test
    void whatHasNotBeenSaidIsSaidAtTheEnd() {
        reject(105, "refused", "a");
        lines();
        said.addAll(surges.rest());
        assertThat(lines()).singleElement().asString().startsWith("WARN rejected; count=100 in=0 ms ");
        assertThat(surges.rest()).isEmpty();
    }

    /** Whatever comes at whatever pace: each line is said or counted once, and a standing flood is few lines. */
    @Test
    void theCountsAddUp() {
        Random random = new Random(20_261_130);
        Map<String, Long> sent = new HashMap<>();
        List<Integer> perMinute = new ArrayList<>();
        List<ILoggingEvent> all = new ArrayList<>();
        for (int step = 0; step < 12 * 120; step++) { // two hours
            int burst = random.nextInt(4) == 0 ? random.nextInt(200) : 1 + random.nextInt(5);
            for (int i = 0; i < burst; i++) {
                String text = random.nextBoolean() ? "rejected" : "signing in failed";
                String code = "code-" + random.nextInt(3);
                sent.merge(text + " " + code, 1L, Long::sum);
                log(Lines.warn(text + "; class={} code={} task={}", "refused", code, i));
            }
            pass(Duration.ofSeconds(5));
            if (step % 12 == 11) {
                perMinute.add(said.size());
                all.addAll(said);
                said.clear();
            }
        }
        all.addAll(surges.rest());

        Map<String, Long> heard = new HashMap<>();
        for (ILoggingEvent event : all) {
            LinePattern pattern = LinePattern.of(event.getMessage());
            Map<String, String> values = pattern.values(event.getArgumentArray());
            if (values.containsKey("code")) {
                long count = Long.parseLong(values.getOrDefault("count", "1"));
                heard.merge(pattern.text() + " " + values.get("code"), count, Long::sum);
            }
        }
        assertThat(heard).isEqualTo(sent);
        assertThat(perMinute.subList(1, perMinute.size())).allMatch(lines -> lines <= 10);
    }
}
