package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;

class ConsumerReportsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long now = -MINUTE.toNanos(); // a nano time may be anything
    private final ConsumerReports consumers = new ConsumerReports(() -> now);

    private void later(Duration by) {
        now += by.toNanos();
    }

    @Test
    void nothingIsKnownBeforeTheFirst() {
        assertThat(consumers.quietFor()).isEmpty();
        assertThat(consumers.sinceHeartbeat()).isEmpty();
        assertThat(consumers.partitions()).isEmpty();
    }

    @Test
    void eachPollIsASignOfLife() {
        consumers.opened("one");
        later(MINUTE);
        consumers.polling("one");
        later(MINUTE);
        assertThat(consumers.quietFor()).contains(MINUTE);
    }

    @Test
    void theMostSilentCounts() {
        consumers.opened("one");
        consumers.opened("two");
        later(MINUTE);
        consumers.polling("one");
        consumers.polling("two");
        later(MINUTE);
        consumers.polling("two");
        assertThat(consumers.quietFor()).contains(MINUTE);
    }

    @Test
    void oneThatIsClosedAndNotReplacedIsMissed() {
        consumers.opened("one");
        consumers.opened("two");
        later(MINUTE);
        consumers.closed("two");
        later(MINUTE);
        consumers.polling("one");
        assertThat(consumers.quietFor()).contains(MINUTE);
    }

    @Test
    void tryingToReplaceItIsASignOfLife() {
        consumers.opened("one");
        consumers.closed("one");
        later(MINUTE);
        consumers.attempted();
        later(MINUTE);
        assertThat(consumers.quietFor()).contains(MINUTE);
        consumers.opened("new one");
        assertThat(consumers.quietFor()).contains(Duration.ZERO);
    }

    @Test
    void oneThatIsNoMemberMakesUsNoMembers() {
        consumers.opened("one");
        consumers.report("one", Optional.of(Duration.ofSeconds(2)), List.of());
        assertThat(consumers.sinceHeartbeat()).contains(Duration.ofSeconds(2));
        consumers.opened("two");
        assertThat(consumers.sinceHeartbeat()).isEmpty();
        consumers.report("two", Optional.of(Duration.ofSeconds(5)), List.of());
        assertThat(consumers.sinceHeartbeat()).contains(Duration.ofSeconds(5));
    }

    @Test
    void partitionsGoWithTheirConsumer() {
        PartitionProgress progress = new PartitionProgress(
                "ids", 0, OptionalLong.empty(), OptionalLong.of(7), OptionalLong.empty(), 0, false, RequestTimes.NONE);
        consumers.opened("one");
        consumers.report("one", Optional.empty(), List.of(progress));
        assertThat(consumers.partitions()).containsExactly(progress);
        consumers.closed("one");
        assertThat(consumers.partitions()).isEmpty();
    }

    @Test
    void whatAClosedOneReportsIsOfNoConsequence() {
        consumers.opened("one");
        consumers.closed("one");
        consumers.polling("one");
        consumers.report("one", Optional.of(Duration.ZERO), List.of());
        assertThat(consumers.sinceHeartbeat()).isEmpty();
    }

    @Test
    void oneThatReadsDoesNotHideThatAnotherCannot() {
        consumers.opened("one");
        consumers.opened("two");
        assertThat(consumers.inTrouble("one", "no right")).isTrue();
        consumers.outOfTrouble("two");
        assertThat(consumers.trouble()).contains("no right");
        assertThat(consumers.inTrouble("one", "no right")).as("news").isFalse();
        assertThat(consumers.inTrouble("two", "no right")).as("news").isFalse();

        consumers.outOfTrouble("one");
        assertThat(consumers.trouble()).contains("no right");
        consumers.outOfTrouble("two");
        assertThat(consumers.trouble()).isEmpty();
    }

    @Test
    void aReasonIsNewsOnce() {
        assertThat(consumers.trouble()).isEmpty();

        assertThat(consumers.cannotRead("one", new KafkaException("no right")))
                .as("news")
                .isTrue();
        assertThat(consumers.cannotRead("one", new KafkaException("no right")))
                .as("news")
                .isFalse();
        assertThat(consumers.trouble()).contains("KafkaException: no right");
        consumers.cannotRead(
                "one", new SslAuthenticationException("SSL handshake failed", new SSLException("PKIX path")));
        assertThat(consumers.trouble()).contains("SslAuthenticationException: SSL handshake failed: PKIX path");
        assertThat(consumers.cannotRead("one", new KafkaException("no broker")))
                .as("news")
                .isTrue();
    }

    /** Otherwise the same line would be logged each time one is made anew. */
    @Test
    void troubleOutlivesTheConsumerThatHadItForAWhile() {
        consumers.opened("one");
        consumers.inTrouble("one", "corrupt");
        consumers.closed("one");
        consumers.opened("new one");
        consumers.outOfTrouble("new one");

        assertThat(consumers.trouble()).contains("corrupt");
        assertThat(consumers.inTrouble("new one", "corrupt")).as("news").isFalse();
        later(Duration.ofSeconds(10));
        assertThat(consumers.trouble()).as("the new one has it").contains("corrupt");
        consumers.closed("new one");
        later(Duration.ofMillis(9_999));
        assertThat(consumers.trouble()).contains("corrupt");
        later(Duration.ofMillis(1));
        assertThat(consumers.trouble()).isEmpty();
    }

    @Test
    void theyAreSettledWhenEachIs() {
        assertThat(consumers.areSettled()).isTrue();
        consumers.opened("one");
        consumers.opened("two");
        consumers.settled("one", true);
        consumers.settled("two", false);
        assertThat(consumers.areSettled()).isFalse();
        consumers.closed("two");
        assertThat(consumers.areSettled()).isTrue();
    }
}
