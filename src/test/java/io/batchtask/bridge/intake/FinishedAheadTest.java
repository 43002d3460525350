package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
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

    private static final Optional<String> NO_LOG = Optional.empty();

    @Test
    void itIsReadableText() {
        FinishedAhead ahead = FinishedAhead.behind(new long[] {990, 991, 1001, 1003}, 1004, 3);

        assertThat(ahead.text(990, NO_LOG)).isEqualTo("finished-ahead/2 from=990 epoch=3 runs=2-10,12");
        assertThat(ahead.text(990, Optional.of("cluster/topic")))
                .isEqualTo("finished-ahead/2 log=cluster/topic from=990 epoch=3 runs=2-10,12");
    }

    @Test
    void withNothingAheadItTellsTheLog() {
        FinishedAhead none = FinishedAhead.behind(new long[] {990, 991}, 992, 3);

        assertThat(none.text(990, NO_LOG)).isEmpty();
        String text = none.text(990, Optional.of("cluster/topic"));
        assertThat(text).isEqualTo("finished-ahead/2 log=cluster/topic from=990 epoch=3");
        assertThat(FinishedAhead.log(new OffsetAndMetadata(990, text))).contains("cluster/topic");
        assertThat(FinishedAhead.log(new OffsetAndMetadata(991, text)))
                .as("a copy of a group")
                .isEmpty();
        assertThat(read(990, text).size()).isZero();
    }

    @Test
    void whatFormerVersionsWroteIsRead() {
        FinishedAhead read = read(990, "finished-ahead/1 from=990 epoch=3 5-15,20");

        assertThat(read.size()).isEqualTo(12);
        assertThat(read.contains(1005, EPOCH)).isTrue();
        assertThat(read.contains(1006, EPOCH)).isFalse();
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 16) long committed,
            @ForAll @Size(max = 300) Set<@IntRange(min = 1, max = 400) Integer> behind,
            @ForAll boolean knowsLog) {
        long[] unfinished = LongStream.concat(
                        LongStream.of(committed), behind.stream().sorted().mapToLong(each -> committed + each))
                .toArray();

        FinishedAhead read = read(
                committed,
                FinishedAhead.behind(unfinished, committed + 402, 3)
                        .text(committed, knowsLog ? Optional.of("c/t") : NO_LOG));

        assertThat(read.size()).isEqualTo(402 - unfinished.length);
        for (int offset = 0; offset <= 403; offset++) {
            assertThat(read.contains(committed + offset, EPOCH))
                    .as("%d", offset)
                    .isEqualTo(offset > 0 && offset < 402 && !behind.contains(offset));
        }
    }

    /** The widest a partition gets ahead of a stuck record, by default. */
    @Test
    void twentyThousandOffsetsFitHoweverTheyAreMixed() {
        Random random = new Random(7);
        for (int oneIn = 2; oneIn <= 64; oneIn *= 2) {
            int rarity = oneIn;
            long from = 5_000_000_000L;
            long[] unfinished = LongStream.range(from, from + 20_000)
                    .filter(offset -> offset == from || random.nextInt(rarity) == 0)
                    .toArray();

            String text = FinishedAhead.behind(unfinished, from + 20_000, 3)
                    .text(from, Optional.of("0123456789012345678901/0123456789012345678901"));

            assertThat(text.length()).isLessThanOrEqualTo(FinishedAhead.LONGEST);
            assertThat(read(from, text).size()).as("one in %d", oneIn).isEqualTo(20_000 - unfinished.length);
        }
    }

    @Test
    void ofMoreAsMuchAsFitsIsWrittenAndTheRestRepeated() {
        long from = 5_000_000_000L;
        long[] unfinished = LongStream.range(from, from + 60_000)
                .filter(each -> each % 2 == 0)
                .toArray();

        String text = FinishedAhead.behind(unfinished, from + 60_000, 3).text(from, NO_LOG);
        FinishedAhead read = read(from, text);

        assertThat(text.length()).isBetween(FinishedAhead.LONGEST - 10, FinishedAhead.LONGEST);
        assertThat(read.size()).isGreaterThan(11_000);
        assertThat(LongStream.range(from, from + 2 * read.size()).filter(offset -> read.contains(offset, EPOCH)))
                .as("the first ones, and none but finished ones")
                .hasSize((int) read.size())
                .allMatch(offset -> offset % 2 == 1);
    }

    @Test
    void whatAnotherOneHasBeyondIsAdded() {
        FinishedAhead former = read(100, "finished-ahead/2 from=100 epoch=3 runs=1-3,10-20,30");
        FinishedAhead now = FinishedAhead.behind(new long[] {100, 104}, 115, 3).followedBy(former, 115);

        assertThat(now.text(100, NO_LOG)).isEqualTo("finished-ahead/2 from=100 epoch=3 runs=1-3,5-14,15-20,30");
        assertThat(FinishedAhead.behind(new long[] {100}, 115, 4)
                        .followedBy(former, 115)
                        .size())
                .as("the log may have been cut since")
                .isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "somebody else's",
                "finished-ahead/3 from=990 epoch=3 runs=5",
                "finished-ahead/2 from=990 epoch=3 bits=",
                "finished-ahead/2 from=990 epoch=3 bits=A",
                "finished-ahead/2 from=990 epoch=3 bits=+/",
                "finished-ahead/2 from=989 epoch=3 bits=____",
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
        FinishedAhead ahead = FinishedAhead.behind(new long[] {990, 994}, 996, 3);

        assertThat(ahead.contains(995, Optional.of(2))).isTrue();
        assertThat(ahead.contains(995, EPOCH)).isTrue();
        assertThat(ahead.contains(995, Optional.empty())).as("an old broker").isTrue();
        assertThat(ahead.contains(995, Optional.of(4)))
                .as("written by a later leader")
                .isFalse();
    }

    private static FinishedAhead read(long committed, String metadata) {
        return FinishedAhead.in(new OffsetAndMetadata(committed, metadata));
    }
}
