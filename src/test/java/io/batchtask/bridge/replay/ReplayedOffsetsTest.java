package io.batchtask.bridge.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplayedOffsetsTest {
    private record Added(int partition, OffsetRange range) {}

    @Provide
    Arbitrary<List<Added>> additions() {
        Arbitrary<Long> firsts = Arbitraries.longs().between(0, 5_000);
        Arbitrary<Integer> sizes = Arbitraries.integers().between(0, 3_000);
        return Combinators.combine(Arbitraries.integers().between(0, 2), firsts, sizes)
                .as((partition, first, size) -> new Added(partition, new OffsetRange(first, first + size)))
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 200)
    void exactlyWhatWasAddedIsThere(@ForAll("additions") List<Added> additions) {
        ReplayedOffsets offsets = new ReplayedOffsets();
        Set<String> expected = new HashSet<>();
        for (Added added : additions) {
            offsets.add(added.partition(), added.range());
            for (long offset = added.range().first(); offset < added.range().end(); offset++) {
                expected.add(added.partition() + "/" + offset);
            }
        }
        Set<String> found = new HashSet<>();
        for (int partition = 0; partition <= 2; partition++) {
            for (long offset = 0; offset <= 8_000; offset++) {
                if (offsets.contains(partition, offset)) {
                    found.add(partition + "/" + offset);
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }
}
