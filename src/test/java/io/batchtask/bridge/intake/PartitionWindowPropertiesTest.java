package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens to a window in whatever order, it agrees with a model that is too simple to be wrong. */
class PartitionWindowPropertiesTest {

    @Property(tries = 600)
    void aWindowAgreesWithItsModelAfterEveryStep(@ForAll("scripts") List<Step> script) {
        WindowModel model = new WindowModel();
        for (Step step : script) {
            model.play(step);
            model.check();
        }
    }

    @Property(tries = 200)
    void whatIsReadCanAlwaysBeFinishedAndThenAllOfItIsCommitted(@ForAll("quietScripts") List<Step> script) {
        WindowModel model = new WindowModel();
        script.forEach(model::play);

        model.handOverAndFinishEverything();

        model.check();
        assertThat(model.unfinished()).isEmpty();
        assertThat(model.committable()).isEqualTo(model.position());
    }

    /** What can happen to a window. */
    enum Event {
        REGISTER,
        ACCEPT,
        BEGIN,
        PAUSE,
        BACK_OFF,
        LINGER,
        FINISH,
        STOP_LANES,
        DRAIN,
        CLOSE
    }

    /**
     * @param number chooses the record it happens to, or the lane
     * @param gap offsets left out, for a new record
     */
    record Step(Event event, int number, int gap) {}

    @Provide
    Arbitrary<List<Step>> scripts() {
        return steps(Arbitraries.frequency(
                Tuple.of(30, Event.REGISTER),
                Tuple.of(30, Event.ACCEPT),
                Tuple.of(20, Event.BEGIN),
                Tuple.of(10, Event.PAUSE),
                Tuple.of(10, Event.BACK_OFF),
                Tuple.of(10, Event.LINGER),
                Tuple.of(30, Event.FINISH),
                Tuple.of(1, Event.STOP_LANES),
                Tuple.of(1, Event.DRAIN),
                Tuple.of(1, Event.CLOSE)));
    }

    @Provide
    Arbitrary<List<Step>> quietScripts() {
        return steps(Arbitraries.of(
                Event.REGISTER, Event.ACCEPT, Event.BEGIN, Event.PAUSE, Event.BACK_OFF, Event.LINGER, Event.FINISH));
    }

    private static Arbitrary<List<Step>> steps(Arbitrary<Event> events) {
        return Combinators.combine(
                        events,
                        Arbitraries.integers().between(0, 50),
                        Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(80);
    }
}
