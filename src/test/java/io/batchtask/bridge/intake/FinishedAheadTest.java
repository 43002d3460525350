package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishedAheadTest {
    private static final Optional<Integer> EPOCH = Optional.of(3);

    @Test
    void itIsReadableText() {
        Slot stuck = slot(990, false);
        Slot waiting = slot(1009, false);

        assertThat(ahead(stuck, slot(995, true), slot(996, true), slot(1005, true), waiting, slot(1010, true))
                        .text(990))
                .as("offsets between 996 and 1005 hold no record")
                .isEqualTo("finished-ahead/1 from=990 epoch=3 5-15,20");
        assertThat(ahead(stuck, waiting).text(990)).isEmpty();
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 16) long committed,
            @ForAll @Size(max = 300) Set<@IntRange(min = 1, max = 400) Integer> ahead) {
        long[] finished =
                ahead.stream().sorted().mapToLong(each -> committed + each).toArray();
        List<Slot> slots = new ArrayList<>();
        for (int offset = 0; offset <= 401; offset++) {
            slots.add(slot(committed + offset, ahead.contains(offset)));
        }

        FinishedAhead read = read(committed, FinishedAhead.of(slots, 3).text(committed));

        assertThat(read.size()).isEqualTo(finished.length);
        for (int offset = 0; offset <= 402; offset++) {
            assertThat(read.contains(committed + offset, EPOCH))
                    .as("%d", offset)
                    .isEqualTo(ahead.contains(offset));
        }
    }

    @Test
    void whatDoesNotFitIsRepeated() {
        List<Slot> slots = new ArrayList<>();
        TreeSet<Long> finished = new TreeSet<>();
        for (long offset = 5_000_000_000L; offset < 5_000_004_000L; offset++) {
            slots.add(slot(offset, offset % 2 == 1));
            if (offset % 2 == 1) {
                finished.add(offset);
            }
        }

        String text = FinishedAhead.of(slots, 3).text(5_000_000_000L);
        FinishedAhead read = read(5_000_000_000L, text);

        assertThat(text.length()).isBetween(FinishedAhead.LONGEST - 10, FinishedAhead.LONGEST);
        assertThat(read.size()).isGreaterThan(500);
        assertThat(finished.stream().filter(offset -> read.contains(offset, EPOCH)))
                .as("the first ones")
                .containsExactlyElementsOf(finished.stream().limit(read.size()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "somebody else's",
                "finished-ahead/2 from=990 epoch=3 5",
                "finished-ahead/1 from=990 epoch=3 ",
                "finished-ahead/1 from=990 epoch=3 5-",
                "finished-ahead/1 from=990 epoch=3 -5",
                "finished-ahead/1 from=990 epoch=3 5,,6",
                "finished-ahead/1 from=990 epoch=3 5 and more",
                "finished-ahead/1 from=99999999999999999999 epoch=3 5",
                "finished-ahead/1 from=989 epoch=3 5"
            })
    void whatIsNotOursOrForAnotherOffsetIsIgnored(String metadata) {
        assertThat(read(990, metadata).size()).isZero();
    }

    @Test
    void aRecordThatReplacesALostOneIsNotTakenForIt() {
        FinishedAhead ahead = ahead(slot(990, false), slot(995, true));

        assertThat(ahead.contains(995, Optional.of(2))).isTrue();
        assertThat(ahead.contains(995, EPOCH)).isTrue();
        assertThat(ahead.contains(995, Optional.empty())).as("an old broker").isTrue();
        assertThat(ahead.contains(995, Optional.of(4)))
                .as("written by a later leader")
                .isFalse();
    }

    private static FinishedAhead ahead(Slot... slots) {
        return FinishedAhead.of(List.of(slots), 3);
    }

    private static Slot slot(long offset, boolean finished) {
        Slot slot = new Slot(null, offset, 1);
        slot.state = finished ? Slot.State.FINISHED : Slot.State.WORKING;
        return slot;
    }

    private static FinishedAhead read(long committed, String metadata) {
        return FinishedAhead.in(new OffsetAndMetadata(committed, metadata));
    }
}
