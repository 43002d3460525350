package io.batchtask.bridge.dev.netserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureMixTest {
    private static final int TASKS = 20_000;
    private static final Map<Fault, Double> SHARES = Map.of(Fault.RESET, 0.2, Fault.SLOW, 0.05);

    private static List<String> faults(FailureMix mix, int before) {
        return IntStream.rangeClosed(1, TASKS)
                .mapToObj(id -> Objects.toString(mix.fault(id, before)))
                .toList();
    }

    @Test
    void eachFaultHasItsShareOfCallsWhicheverOfATasksCallsItIs() {
        for (int before = 0; before < 5; before++) {
            Map<String, Long> counts = faults(new FailureMix(42, SHARES), before).stream()
                    .collect(Collectors.groupingBy(fault -> fault, Collectors.counting()));
            assertThat(counts.get("RESET") / (double) TASKS).isCloseTo(0.2, within(0.02));
            assertThat(counts.get("SLOW") / (double) TASKS).isCloseTo(0.05, within(0.01));
            assertThat(counts).containsOnlyKeys("RESET", "SLOW", "null");
        }
    }

    @Test
    void oneCallOfATaskSaysNothingAboutTheNext() {
        FailureMix mix = new FailureMix(42, SHARES);
        long twice = IntStream.rangeClosed(1, TASKS)
                .filter(id -> mix.fault(id, 0) == Fault.RESET && mix.fault(id, 1) == Fault.RESET)
                .count();
        assertThat(twice / (double) TASKS).isCloseTo(0.04, within(0.01));
    }

    @Test
    void theSecondCallsDoNotMeetWhatTheFirstCallsOfTheirNeighboursMet() {
        FailureMix mix = new FailureMix(42, SHARES);
        assertThat(faults(mix, 1).subList(0, TASKS - 1))
                .isNotEqualTo(faults(mix, 0).subList(1, TASKS));
    }

    @Test
    void theSeedDecides() {
        assertThat(faults(new FailureMix(42, SHARES), 0))
                .isEqualTo(faults(new FailureMix(42, SHARES), 0))
                .isNotEqualTo(faults(new FailureMix(43, SHARES), 0));
    }

    @Test
    void moreThanAllCallsCannotFail() {
        assertThatThrownBy(() -> new FailureMix(1, Map.of(Fault.RESET, 0.7, Fault.CLOSED, 0.4)))
                .hasMessageContaining("RESET");
    }

    @Test
    void aShareInEqualParts() {
        assertThat(FailureMix.evenly(0.5, List.of(Fault.RESET, Fault.CLOSED)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Fault.RESET, 0.25, Fault.CLOSED, 0.25));
    }
}
