package io.batchtask.bridge.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderKeyTest {
    private final RequestReader reader = new RequestReader();

    private Object orderKey(long offset, String key, String value) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return OrderKey.of(reader.read(new ConsumedRecord(
                new Origin("ids", 0, offset), 0, bytes, value.getBytes(StandardCharsets.UTF_8), List.of())));
    }

    @Test
    void recordsWithEqualKeysWaitForEachOtherWhateverTheyAskFor() {
        assertThat(orderKey(1, "customer-7", "42"))
                .isEqualTo(orderKey(2, "customer-7", "43"))
                .hasSameHashCodeAs(orderKey(3, "customer-7", "nonsense"))
                .isNotEqualTo(orderKey(4, "customer-8", "42"));
    }

    @Test
    void anEmptyKeyIsAKeyToo() {
        assertThat(orderKey(1, "", "42")).isEqualTo(orderKey(2, "", "43")).isNotEqualTo(orderKey(3, null, "42"));
    }

    @Test
    void withoutAKeyTheTaskDecides() {
        assertThat(orderKey(1, null, "42"))
                .isEqualTo(orderKey(2, null, "{\"id\":\"42\"}"))
                .hasSameHashCodeAs(orderKey(3, null, " 42"))
                .isNotEqualTo(orderKey(4, null, "43"));
    }

    @Test
    void anUnreadableRecordWithoutAKeyWaitsForNoOther() {
        assertThat(orderKey(1, null, "nonsense")).isNotEqualTo(orderKey(2, null, "nonsense"));
    }
}
