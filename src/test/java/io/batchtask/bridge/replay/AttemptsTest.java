package io.batchtask.bridge.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptsTest {
    private static final Right RIGHT = Right.topic("Read", "t");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Letters.Notes notes = new Letters.Notes();
    private final StopSignal stop = new StopSignal();

    private <T> T run(Right right, Attempts.Step<T> step) throws Exception {
        return new Attempts(notes, stop, now::get, attempt -> Duration.ZERO).of("do it", right, step);
    }

    /** Fails, and takes its time for it. */
    private Attempts.Step<String> failing(int times, Duration each) {
        return () -> {
            if (attempts.incrementAndGet() <= times) {
                now.addAndGet(each.toNanos());
                throw new TimeoutException("no broker");
            }
            return "done";
        };
    }

    @Test
    void whatPassesIsRepeatedAndToldWhenItLasts() throws Exception {
        assertThat(run(RIGHT, failing(3, Duration.ofSeconds(2)))).isEqualTo("done");
        assertThat(notes.lines).containsExactly("cannot do it for 4 s, it is tried again: no broker");
    }

    @Test
    void itIsGivenUpAfterFiveMinutes() {
        assertThatThrownBy(() -> run(RIGHT, failing(Integer.MAX_VALUE, Duration.ofSeconds(15))))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage("cannot do it, tried for 5 minutes: no broker");
        assertThat(attempts).hasValue(20);
    }

    @Test
    void aMissingRightIsNamedAtOnce() {
        assertThatThrownBy(() -> run(Right.topic("Write", "t"), () -> {
                    attempts.incrementAndGet();
                    throw new KafkaException("in an error state", new TopicAuthorizationException(Set.of("other")));
                }))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageStartingWith("the right Write on topic other is missing");
        assertThatThrownBy(() -> run(new Right("Write", "transactional id x"), () -> {
                    throw new TransactionalIdAuthorizationException("denied");
                }))
                .hasMessageStartingWith("the right Write on transactional id x is missing");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aRefusedLoginIsNotRepeated() {
        assertThatThrownBy(() -> run(RIGHT, () -> {
                    throw new SaslAuthenticationException("wrong password");
                }))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage("the broker refuses the login: wrong password");
    }

    @ParameterizedTest
    @MethodSource("whatDoesNotPass")
    void whatCannotPassIsNotRepeated(KafkaException reason) {
        assertThatThrownBy(() -> run(RIGHT, () -> {
                    attempts.incrementAndGet();
                    throw new KafkaException("failed to construct", reason);
                }))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContainingAll("cannot do it: ", "too long");
        assertThat(attempts).hasValue(1);
    }

    static Stream<KafkaException> whatDoesNotPass() {
        return Stream.of(
                new ConfigException("too long"),
                new InvalidSessionTimeoutException("too long"),
                new InvalidTxnTimeoutException("too long"),
                new UnsupportedVersionException("too long ago"));
    }

    @Test
    void itIsNotRepeatedAfterAStop() {
        stop.set();
        assertThatThrownBy(() -> run(RIGHT, failing(1, Duration.ofSeconds(1)))).isInstanceOf(Stopped.class);
    }
}
