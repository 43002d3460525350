package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.logging.Logged;
import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefusedWritesTest {
    private static final String TOPIC = "info-of-RefusedWritesTest"; // other tests write to the same log

    private final ManualTime time = new ManualTime();
    private final RefusedWrites writes = new RefusedWrites(TOPIC, time::nanoTime);

    @RegisterExtension
    private final Logged lines = Logged.of(RefusedWrites.class);

    private List<String> said() {
        return lines.said().stream().filter(line -> line.contains(TOPIC)).toList();
    }

    @Test
    void countsWhatIsRepeatedFromTheOldestOneOn() {
        assertThat(writes.now()).isEqualTo(new Writing(TOPIC, 0, 0, Duration.ZERO, ""));
        writes.refused("one", "ids/0/1", "no leader");
        time.advance(Duration.ofSeconds(10));
        writes.refused("two", "ids/0/2", "no leader");
        writes.refused("one", "ids/0/1", "no right");
        time.advance(Duration.ofSeconds(5));
        assertThat(writes.now()).isEqualTo(new Writing(TOPIC, 3, 2, Duration.ofSeconds(15), "no right"));

        writes.ended("one", true);
        assertThat(writes.now().lasts()).isEqualTo(Duration.ofSeconds(5));
        writes.ended("never refused", true);
        writes.ended("two", true);
        assertThat(writes.now()).isEqualTo(new Writing(TOPIC, 3, 0, Duration.ZERO, "no right"));
    }

    @Test
    void aFloodHasALineAtItsBeginningOneAMinuteAndOneAtItsEnd() {
        for (int second = 0; second < 150; second += 10) {
            for (int record = 0; record < 2_500; record++) {
                writes.refused(record, "ids/0/" + record, "no such topic");
            }
            time.advance(Duration.ofSeconds(10));
        }
        for (int record = 0; record < 2_500; record++) {
            writes.ended(record, true);
        }

        assertThat(said())
                .containsExactly(
                        "WARN publishing failed, it is repeated; origin=ids/0/0 topic=" + TOPIC
                                + " reason=no such topic",
                        "WARN publishing fails; topic=" + TOPIC + " records=2500 since=60 s reason=no such topic",
                        "WARN publishing fails; topic=" + TOPIC + " records=2500 since=2 min reason=no such topic",
                        "INFO publishing works again; topic=" + TOPIC + " records=2500 lasted=2 min");
    }

    @Test
    void troubleThatComesAndGoesHasTwoLinesAMinuteAtMost() {
        for (int second = 0; second < 120; second++) {
            writes.refused(second, "ids/0/1", "no leader");
            time.advance(Duration.ofSeconds(1));
            writes.ended(second, true);
        }
        assertThat(said()).hasSize(4);
    }

    @Test
    void whatIsGivenBackIsNoProofThatPublishingWorks() {
        writes.refused("one", "ids/0/1", "no leader");
        writes.ended("one", false);
        assertThat(said()).last().asString().contains("publishing is left to others, or to the next start");
        assertThat(writes.now().repeating()).isZero();
    }
}
