package io.batchtask.bridge.replay;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which dead letters have been sent back: a bit for each, in pieces, so that millions take little memory whether they
 * are neighbours or lie far apart.
 */
final class ReplayedOffsets {
    private static final int PIECE = 1_024;

    private final Map<Integer, Map<Long, BitSet>> pieces = new HashMap<>();

    void add(int partition, OffsetRange range) {
        Map<Long, BitSet> ofPartition = pieces.computeIfAbsent(partition, added -> new HashMap<>());
        for (long first = range.first(); first < range.end(); ) {
            long piece = first / PIECE;
            long end = Math.min(range.end(), (piece + 1) * PIECE);
            ofPartition.computeIfAbsent(piece, added -> new BitSet()).set((int) (first - piece * PIECE), (int)
                    (end - piece * PIECE));
            first = end;
        }
    }

    boolean contains(int partition, long offset) {
        BitSet piece = pieces.getOrDefault(partition, Map.of()).get(offset / PIECE);
        return piece != null && piece.get((int) (offset % PIECE));
    }
}
