package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.batchtask.bridge.time.ManualTime;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FencedMemberTest {
    private static final String WHO = "another process has group.instance.id bridge-0 in group bridges";

    private final ManualTime time = new ManualTime();
    private final Fencing fencing = new Fencing(time::nanoTime);

    /** A client that cannot be made: not to get an answer counts as another member that is there. */
    private FencedMember member() {
        return new FencedMember(
                "bridges",
                "bridge-0",
                fencing,
                new Namesake(() -> Admin.create(Map.of("bootstrap.servers", "no port")), "bridges", "bridge-0"));
    }

    private long secondsLeft() {
        return Long.parseLong(fencing.cause().orElseThrow().replaceAll(".*next try in (\\d+) s", "$1"));
    }

    @Test
    void anyOtherFailureIsNotMeant() {
        FencedMember member = member();
        assertThat(member.isFencedBy(new RebalanceInProgressException("x"))).isFalse();
        assertThat(member.isFenced()).isFalse();
        assertThat(fencing.cause()).isEmpty();
    }

    @Test
    void whoeverIsDrivenOutLooksAfterGrowingWaitsOfAtMostAMinuteAndNamesTheId() {
        FencedMember member = member();
        assertThat(member.isFencedBy(new KafkaException("wrapped", new FencedInstanceIdException("x"))))
                .isTrue();
        assertThat(fencing.cause().orElseThrow()).startsWith(WHO + ": this one has stopped reading; next try in ");
        assertThat(secondsLeft()).isBetween(5L, 6L);
        assertThat(fencing.isDue()).isFalse();

        long[] least = {10, 20, 40, 60, 60, 60};
        for (long next : least) {
            time.advance(Duration.ofSeconds(secondsLeft() + 1));
            assertThat(fencing.isDue()).isTrue();
            assertThatCode(member::waitForItsName).doesNotThrowAnyException();
            assertThat(secondsLeft()).isBetween(next, next * 6 / 5);
        }
    }

    @Test
    void whoeverIsNotLetInNeedNotBeDrivenOut() {
        member().isFencedBy(new UnreleasedInstanceIdException("x"));

        assertThat(fencing.cause().orElseThrow())
                .startsWith("another process has, or had until its session ends, group.instance.id bridge-0");
        assertThat(secondsLeft()).isBetween(5L, 6L);
    }

    @Test
    void itIsOverWhenAConsumerReadsAgainAndNotBeforehand() {
        FencedMember fenced = member();
        fenced.isFencedBy(new FencedInstanceIdException("x"));
        fenced.joined(true);
        assertThat(fencing.cause()).as("its own heartbeats are old").isPresent();

        FencedMember next = member();
        next.joined(false);
        assertThat(fencing.cause()).as("perhaps it is refused").isPresent();
        next.joined(true);
        assertThat(fencing.cause()).isEmpty();
    }

    @Test
    void waitsGoOnGrowingWhileItIsNotLetInAndBeginAnewOnceItHasRead() {
        for (long next : new long[] {5, 10, 20, 40, 60}) {
            member().isFencedBy(new UnreleasedInstanceIdException("x")); // a new consumer each time
            assertThat(secondsLeft()).isBetween(next, next * 6 / 5);
            time.advance(Duration.ofSeconds(secondsLeft() + 1));
        }
        member().joined(true);
        member().isFencedBy(new FencedInstanceIdException("x"));
        assertThat(secondsLeft()).isBetween(5L, 6L);
    }

    @Test
    void aStopWaitsForNothing() {
        FencedMember member = member();
        member.isFencedBy(new FencedInstanceIdException("x"));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(org.apache.kafka.common.errors.InterruptException.class)
                .isThrownBy(member::waitForItsName);
        assertThat(Thread.interrupted()).isTrue();
    }
}
