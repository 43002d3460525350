package io.batchtask.bridge.failure;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks for one secret, each of whose characters may be escaped in a way of its own. At each place of the text all the
 * beginnings of the secret that end there are known at once, as the bits of a number: bit 5 for its first five
 * characters. A server knows its tickets, and could send what makes a search slow that tries one beginning after
 * another.
 */
final class SecretSearch {
    /** Shorter ones cannot be distinguished from other text. */
    static final int SHORTEST = 4;

    /** The beginning that ends everywhere: the empty one. */
    private static final BigInteger EMPTY = BigInteger.ONE;

    private final char first;
    private final Map<Character, BigInteger> places = new HashMap<>(); // where in the secret a character stands
    private final BigInteger whole;
    private final BigInteger cut; // the beginnings that are enough where the text was cut

    SecretSearch(String secret) {
        // of a longer one no text that is shown has more than the beginning
        String sought = secret.substring(0, Math.min(secret.length(), Excerpt.LONGEST + 1));
        first = sought.charAt(0);
        Map<Character, BitSet> bits = new HashMap<>();
        for (int at = 0; at < sought.length(); at++) {
            bits.computeIfAbsent(sought.charAt(at), unit -> new BitSet()).set(at);
        }
        bits.forEach((unit, at) -> places.put(unit, number(at)));
        BitSet enough = new BitSet();
        enough.set(SHORTEST, sought.length() + 1);
        cut = number(enough);
        whole = BigInteger.ZERO.setBit(sought.length());
    }

    private static BigInteger number(BitSet bits) {
        byte[] little = bits.toByteArray();
        byte[] big = new byte[little.length];
        for (int at = 0; at < big.length; at++) {
            big[at] = little[little.length - 1 - at];
        }
        return new BigInteger(1, big);
    }

    /** @param hidden gets the places of whatever belongs to the secret */
    void mark(EscapedText text, BitSet hidden) {
        BigInteger[] reached = new BigInteger[text.length() + 1];
        Arrays.fill(reached, EMPTY);
        boolean found = false;
        for (int at = 0; at < text.length(); at++) {
            if (reached[at] == EMPTY && text.charAt(at) != first && text.meaning(at) == null) {
                continue; // nearly always
            }
            reach(reached, at, String.valueOf(text.charAt(at)), at + 1);
            if (text.meaning(at) != null) {
                reach(reached, at, text.meaning(at), text.end(at));
            }
            found |= isEnd(text, at, reached[at]);
        }
        if (found || isEnd(text, text.length(), reached[text.length()])) {
            goBack(text, reached, hidden);
        }
    }

    private void reach(BigInteger[] reached, int at, String units, int to) {
        BigInteger beginnings = reached[at];
        if (beginnings == EMPTY && units.charAt(0) != first) {
            return;
        }
        for (int unit = 0; unit < units.length(); unit++) {
            beginnings = beginnings.and(places(units.charAt(unit))).shiftLeft(1);
        }
        if (beginnings.signum() != 0) {
            reached[to] = reached[to].or(beginnings);
        }
    }

    private BigInteger places(char unit) {
        return places.getOrDefault(unit, BigInteger.ZERO);
    }

    private boolean isEnd(EscapedText text, int at, BigInteger beginnings) {
        return beginnings != EMPTY && ends(text, at, beginnings).signum() != 0;
    }

    private BigInteger ends(EscapedText text, int at, BigInteger beginnings) {
        return beginnings.and(text.isCut(at) ? cut : whole);
    }

    /**
     * From the ends: of the beginnings only those are kept that went on to one. What led from one to another is hidden.
     */
    private void goBack(EscapedText text, BigInteger[] reached, BitSet hidden) {
        int last = text.length();
        reached[last] = ends(text, last, reached[last]);
        for (int at = last - 1; at >= 0; at--) {
            BigInteger kept = ends(text, at, reached[at]);
            if (kept.signum() != 0 && text.isCut(at)) {
                hidden.set(at, text.cut(at));
            }
            kept = kept.or(back(reached, at, String.valueOf(text.charAt(at)), at + 1, hidden));
            if (text.meaning(at) != null) {
                kept = kept.or(back(reached, at, text.meaning(at), text.end(at), hidden));
            }
            reached[at] = kept;
        }
    }

    private BigInteger back(BigInteger[] reached, int at, String units, int to, BitSet hidden) {
        BigInteger beginnings = reached[to];
        for (int unit = units.length() - 1; unit >= 0 && beginnings.signum() != 0; unit--) {
            beginnings = beginnings.shiftRight(1).and(places(units.charAt(unit)));
        }
        beginnings = beginnings.and(reached[at]);
        if (beginnings.signum() != 0) {
            hidden.set(at, to);
        }
        return beginnings;
    }
}
