package io.batchtask.bridge.replay;

import static io.batchtask.bridge.replay.Letters.letter;
import static io.batchtask.bridge.replay.Letters.options;
import static io.batchtask.bridge.replay.Letters.ours;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TakerTest {
    private static final LetterFilter TASK_1 =
            new LetterFilter(Set.of(), Set.of(), Set.of(1), Set.of(), Optional.empty(), Optional.empty());

    private final ReplayedOffsets replayed = new ReplayedOffsets();

    private Taker taker(LetterFilter filter, long max, boolean again, Optional<String> to) {
        return new Taker(
                Letters.run(options(filter, max, again, to)),
                replayed,
                bare -> bare.offset() == 9 ? Optional.of(ours(9).record()) : Optional.empty());
    }

    private Taker taker() {
        return taker(LetterFilter.ALL, Long.MAX_VALUE, false, Optional.empty());
    }

    @Test
    void aLetterOfOursIsSentOnceUnlessItIsAskedForAgain() throws Exception {
        assertThat(taker().take(ours(1)).fate()).isEqualTo(Fate.SENT);
        replayed.add(0, new OffsetRange(1, 2));
        assertThat(taker().take(ours(1)).fate()).isEqualTo(Fate.ALREADY_SENT);
        assertThat(taker(LetterFilter.ALL, Long.MAX_VALUE, true, Optional.empty())
                        .take(ours(1))
                        .fate())
                .isEqualTo(Fate.SENT);
    }

    @Test
    void oneThatCameFromElsewhereIsLeftAndItsTopicNamedUnlessAllGoToOneTopic() throws Exception {
        Letter other = letter(0, "k", "1", "x-dlq-source-topic", "others");
        Taker taker = taker();
        assertThat(taker.take(other).fate()).isEqualTo(Fate.OTHER_TOPIC);
        assertThat(taker.otherTopics()).containsExactly("others");
        assertThat(taker(LetterFilter.ALL, Long.MAX_VALUE, false, Optional.of("there"))
                        .take(other)
                        .fate())
                .isEqualTo(Fate.SENT);
    }

    @Test
    void oneThatSaysNothingIsForeign() throws Exception {
        assertThat(taker().take(letter(0, "k", "1")).fate()).isEqualTo(Fate.FOREIGN);
    }

    @Test
    void oneThatCameBackOftenEnoughIsExhaustedAlsoAgain() throws Exception {
        Letter often = letter(0, "k", "1", "x-dlq-source-topic", "ids", "x-dlq-replays", "3");
        assertThat(taker().take(often).fate()).isEqualTo(Fate.EXHAUSTED);
        assertThat(taker(LetterFilter.ALL, Long.MAX_VALUE, true, Optional.empty())
                        .take(often)
                        .fate())
                .isEqualTo(Fate.EXHAUSTED);
    }

    @Test
    void theFirstAreTakenUpToTheMostAskedFor() throws Exception {
        Taker taker = taker(LetterFilter.ALL, 2, false, Optional.empty());
        assertThat(taker.take(ours(1)).fate()).isEqualTo(Fate.SENT);
        assertThat(taker.take(letter(2, "k", "1")).fate()).isEqualTo(Fate.FOREIGN);
        assertThat(taker.take(ours(3)).fate()).isEqualTo(Fate.SENT);
        assertThat(taker.take(ours(4)).fate()).isEqualTo(Fate.BEYOND_MAX);
        assertThat(taker.taken()).isEqualTo(2);
    }

    @Test
    void aNullValueIsSentAndOneLeftBehindIsFetched() throws Exception {
        Letter nothing = letter(1, "k", null, "x-dlq-source-topic", "ids");
        assertThat(taker().take(nothing).original().value()).isNull();
        Letter bare = letter(9, null, null, "x-dlq-source-topic", "ids", "x-dlq-value-left-behind", "2");
        assertThat(taker().take(bare).original().value()).isEqualTo(Letters.bytes("10"));
        Letter gone = letter(8, null, null, "x-dlq-source-topic", "ids", "x-dlq-value-left-behind", "2");
        assertThat(taker().take(gone).fate()).isEqualTo(Fate.VALUE_GONE);
    }

    @Test
    void oneThatIsLeftAnywayIsNotFetched() throws Exception {
        Letter bare = letter(9, null, null, "x-dlq-source-topic", "others", "x-dlq-value-left-behind", "2");
        Taker taker =
                new Taker(Letters.run(options(TASK_1, Long.MAX_VALUE, false, Optional.empty())), replayed, letter -> {
                    throw new RightMissing("the right Read on topic others is missing", null);
                });
        assertThat(taker.take(bare).fate()).isEqualTo(Fate.OTHER_TOPIC);
        assertThat(taker.take(letter(1, "k", "7", "x-dlq-source-topic", "others"))
                        .fate())
                .as("of a whole one it is known that it is not meant")
                .isEqualTo(Fate.NOT_MEANT);
    }

    @Test
    void theValueLeftBehindDecidesWhetherALetterIsMeant() throws Exception {
        Letter bare = letter(9, null, null, "x-dlq-source-topic", "ids", "x-dlq-value-left-behind", "2");
        assertThat(taker(TASK_1, Long.MAX_VALUE, false, Optional.empty())
                        .take(bare)
                        .fate())
                .isEqualTo(Fate.NOT_MEANT);
    }
}
