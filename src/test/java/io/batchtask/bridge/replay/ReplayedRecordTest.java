package io.batchtask.bridge.replay;

import static io.batchtask.bridge.replay.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayedRecordTest {
    private static ReplayedRecord of(long... offsets) {
        List<Outgoing> letters =
                LongStream.of(offsets).mapToObj(Letters::outgoing).toList();
        return ReplayedRecord.of("dlq", "topic-id", letters, "2026-11-30T10:00:00.000Z", "me@here");
    }

    @Test
    void neighboursAreOneRange() {
        assertThat(new String(of(5, 6, 7, 12).json()))
                .isEqualTo(
                        "{\"version\":1,\"topic\":\"dlq\",\"topicId\":\"topic-id\",\"offsets\":{\"0\":[[5,8],[12,13]]},"
                                + "\"at\":\"2026-11-30T10:00:00.000Z\",\"by\":\"me@here\"}");
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        ReplayedOffsets offsets = new ReplayedOffsets();
        ReplayedRecord.read(of(5, 6, 12).json(), "r/0/0").addTo(offsets);
        assertThat(LongStream.range(0, 20).filter(offset -> offsets.contains(0, offset)))
                .containsExactly(5L, 6L, 12L);
    }

    @Test
    void aLaterVersionIsRefusedWithItsNumberWhateverElseItSays() {
        assertThatThrownBy(() -> ReplayedRecord.read(bytes("{\"version\":2,\"offsets\":\"other\"}"), "r/0/7"))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContainingAll("r/0/7", "version 2");
    }

    @Test
    void whatALaterOneSaysBesideIsPassedOver() throws Exception {
        String more = new String(of(5).json()).replace("\"by\"", "\"why\":\"x\",\"by\"");
        assertThat(ReplayedRecord.read(bytes(more), "r/0/0").topicId()).isEqualTo("topic-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "{}",
                "[]",
                "null",
                "{\"version\":1}",
                "{\"version\":1,\"topic\":\"d\",\"offsets\":{\"0\":[[5,6]]}}",
                "{\"version\":1,\"topicId\":\"t\",\"offsets\":{\"0\":[[5,6]]}}",
                "{\"version\":1,\"topic\":\"d\",\"topicId\":\"t\",\"offsets\":{\"0\":[[5]]}}",
                "{\"version\":1,\"topic\":\"d\",\"topicId\":\"t\",\"offsets\":{\"0\":[[5,4]]}}",
                "{\"version\":1,\"topic\":\"d\",\"topicId\":\"t\",\"offsets\":{\"0\":[null]}}"
            })
    void whatNoReplayHasWrittenIsRefused(String value) {
        assertThatThrownBy(() -> ReplayedRecord.read(bytes(value), "r/0/7"))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContainingAll("r/0/7", "batchtask.topics.replayed");
    }

    @Test
    void oneIsOfNoUseOnceAllItsLettersAreGone() {
        assertThat(of(5, 12).isPast(Map.of(0, 13L))).isTrue();
        assertThat(of(5, 12).isPast(Map.of(0, 12L))).isFalse();
        assertThat(of(5, 12).isPast(Map.of())).isFalse();
    }
}
