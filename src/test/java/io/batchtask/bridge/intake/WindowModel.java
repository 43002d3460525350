package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.intake.PartitionWindowPropertiesTest.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A window, and beside it a plain list of records that is searched from the front each time. */
final class WindowModel {
    private static final int LANES = 4;

    private final Backpressure all = Backpressure.ofAll();
    private final PartitionWindow window = new PartitionWindow(all.part(), Leases.lasting(), Runnable::run, () -> 0);
    private final List<Entry> records = new ArrayList<>();
    private final List<Entry> startedByWindow = new ArrayList<>();
    private final List<Entry> startedByModel = new ArrayList<>();
    private long position;
    private boolean lanesStopped;
    private boolean draining;
    private boolean closed;
    private int givenBack;
    private int dropped;

    private enum State {
        POLLED,
        QUEUED,
        RESTING,
        BACKING_OFF,
        LINGERING,
        WORKING,
        FINISHED
    }

    private static final class Entry {
        final long offset;
        final int lane;
        State state = State.POLLED;
        InFlight flight;

        Entry(long offset, int lane) {
            this.offset = offset;
            this.lane = lane;
        }

        boolean isUnfinished() {
            return state != State.FINISHED;
        }

        boolean isStarted() {
            return flight != null;
        }

        @Override
        public String toString() {
            return offset + " in lane " + lane + " " + state;
        }
    }

    void play(Step step) {
        switch (step.event()) {
            case REGISTER -> register(step.number() % LANES, step.gap());
            case ACCEPT -> accept();
            case BEGIN -> started(step.number()).ifPresent(this::begin);
            case PAUSE -> started(step.number()).ifPresent(this::pause);
            case BACK_OFF -> started(step.number()).ifPresent(this::backOff);
            case LINGER -> started(step.number()).ifPresent(this::linger);
            case FINISH -> started(step.number()).ifPresent(this::finish);
            case STOP_LANES -> stopLanes();
            case DRAIN -> drain();
            case CLOSE -> close();
        }
    }

    /** Nothing is polled into a partition that is being given back. */
    private void register(int lane, int gap) {
        if (!draining && !closed) {
            Entry entry = new Entry(position + gap, lane);
            records.add(entry);
            position = entry.offset + 1;
            window.register(entry.offset, size(entry), entry.offset);
        }
    }

    private void accept() {
        Optional<Entry> next = first(entry -> entry.state == State.POLLED);
        if (next.isPresent() && !draining && !closed) {
            Entry entry = next.get();
            boolean laneIsTaken = first(
                            other -> other.lane == entry.lane && other.isUnfinished() && other.state != State.POLLED)
                    .isPresent();
            entry.state = laneIsTaken ? State.QUEUED : State.RESTING;
            if (!laneIsTaken) {
                startedByModel.add(entry);
            }
            window.accept(entry.offset, entry.lane, flight -> {
                entry.flight = flight;
                startedByWindow.add(entry);
            });
        }
    }

    private void begin(Entry entry) {
        boolean may = !closed && entry.isUnfinished() && (!draining || entry.state == State.WORKING);
        assertThat(entry.flight.begin()).as("begin %s", entry).isEqualTo(may);
        if (may) {
            entry.state = State.WORKING;
        }
    }

    private void pause(Entry entry) {
        entry.flight.pause();
        if (entry.isUnfinished()) {
            entry.state = State.RESTING;
        }
    }

    private void backOff(Entry entry) {
        entry.flight.backOff();
        if (entry.isUnfinished()) {
            entry.state = State.BACKING_OFF;
        }
    }

    private void linger(Entry entry) {
        entry.flight.linger();
        if (entry.isUnfinished()) {
            entry.state = State.LINGERING;
        }
    }

    private void finish(Entry entry) {
        boolean counts = !closed && entry.isUnfinished();
        if (counts) {
            entry.state = State.FINISHED;
            first(other -> other.lane == entry.lane && other.state == State.QUEUED)
                    .filter(next -> !lanesStopped)
                    .ifPresent(next -> {
                        next.state = State.RESTING;
                        startedByModel.add(next);
                    });
        }
        assertThat(entry.flight.finish()).as("finish %s", entry).isEqualTo(counts);
    }

    private void stopLanes() {
        lanesStopped = true;
        window.stopLanes();
    }

    private void drain() {
        lanesStopped = true;
        draining = true;
        window.drain(Long.MAX_VALUE);
    }

    private void close() {
        if (!closed) {
            givenBack = unfinished().size();
            closed = true;
        }
        dropped += window.close();
    }

    void handOverAndFinishEverything() {
        for (int turn = 0; turn < records.size(); turn++) {
            accept();
            records.stream()
                    .filter(Entry::isStarted)
                    .filter(Entry::isUnfinished)
                    .toList()
                    .forEach(this::finish);
        }
    }

    void check() {
        assertThat(startedByWindow).as("started, in this order").isEqualTo(startedByModel);
        assertThat(dropped).isEqualTo(givenBack);
        if (closed) {
            assertThat(all.unfinished()).as("unfinished").isZero();
            assertThat(all.queued()).as("queued").isZero();
            assertThat(all.backingOff()).as("backing off").isZero();
            assertThat(all.lingering()).as("lingering").isZero();
            assertThat(all.bytes()).as("bytes").isZero();
            return;
        }
        assertThat(all.unfinished()).isEqualTo(unfinished().size());
        assertThat(all.backingOff())
                .isEqualTo(records.stream()
                        .filter(entry -> entry.state == State.BACKING_OFF)
                        .count());
        assertThat(all.lingering())
                .isEqualTo(records.stream()
                        .filter(entry -> entry.state == State.LINGERING)
                        .count());
        assertThat(all.queued())
                .isEqualTo(records.stream()
                        .filter(entry -> entry.state == State.QUEUED)
                        .count());
        assertThat(all.bytes())
                .isEqualTo(records.stream()
                        .filter(Entry::isUnfinished)
                        .mapToLong(WindowModel::size)
                        .sum());
        Optional<Entry> first = first(Entry::isUnfinished);
        assertThat(window.offsets().committable(position))
                .isEqualTo(first.map(entry -> entry.offset).orElse(position));
        assertThat(window.offsets().span())
                .isEqualTo(first.map(entry -> records.size() - records.indexOf(entry))
                        .orElse(0));
        assertThat(window.offsets().firstSince()).matches(since -> since == Long.MAX_VALUE == first.isEmpty());
        assertThat(window.notHandedOver()).isEqualTo((int)
                records.stream().filter(entry -> entry.state == State.POLLED).count());
        assertThat(window.awaitQuiet(System.nanoTime()))
                .isEqualTo(first(entry -> entry.state == State.WORKING).isEmpty());
        for (int lane = 0; lane < LANES; lane++) {
            int number = lane;
            List<Entry> atOnce = records.stream()
                    .filter(entry -> entry.lane == number && entry.isStarted() && entry.isUnfinished())
                    .toList();
            assertThat(atOnce).as("started and unfinished in lane %s", number).hasSizeLessThanOrEqualTo(1);
            assertThat(startedByWindow.stream().filter(entry -> entry.lane == number))
                    .isSortedAccordingTo((one, other) -> Long.compare(one.offset, other.offset))
                    .doesNotHaveDuplicates();
        }
    }

    /** Each another, so that one counted for another shows. */
    private static int size(Entry entry) {
        return (int) entry.offset * 3 + 1;
    }

    long position() {
        return position;
    }

    long committable() {
        return window.offsets().committable(position);
    }

    List<Long> unfinished() {
        return records.stream()
                .filter(Entry::isUnfinished)
                .map(entry -> entry.offset)
                .toList();
    }

    private Optional<Entry> first(Predicate<Entry> wanted) {
        return records.stream().filter(wanted).findFirst();
    }

    /** One of those that have a handle, finished ones included. */
    private Optional<Entry> started(int number) {
        List<Entry> started = records.stream().filter(Entry::isStarted).toList();
        return started.isEmpty() ? Optional.empty() : Optional.of(started.get(number % started.size()));
    }
}
