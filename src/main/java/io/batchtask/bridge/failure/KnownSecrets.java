package io.batchtask.bridge.failure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Masks texts that are known, as they are, in base64, and as a server writes them into XML, HTML, JSON or an address.
 * Linear time.
 */
final class KnownSecrets {
    /** Of what is shorter, its base64 may be anything. */
    private static final int SHORTEST_ENCODED = 8;

    private final List<String> secrets;
    private final List<SecretSearch> searches;

    /** @param secrets none shorter than {@link SecretSearch#SHORTEST} */
    KnownSecrets(Collection<String> secrets) {
        this.secrets = List.copyOf(secrets);
        this.searches = this.secrets.stream()
                .flatMap(KnownSecrets::forms)
                .distinct()
                .map(SecretSearch::new)
                .toList();
    }

    boolean areOf(List<String> others) {
        return secrets.equals(others);
    }

    private static Stream<String> forms(String secret) {
        if (secret.length() < SHORTEST_ENCODED) {
            return Stream.of(secret);
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * The text with {@code mask} in the place of each; where they overlap or touch, of all of them. The beginning of a
     * secret at which {@link Excerpt} has cut is one, when it has {@link SecretSearch#SHORTEST} characters of the
     * secret.
     */
    String mask(String text, String mask) {
        EscapedText escaped = new EscapedText(text);
        BitSet hidden = new BitSet(text.length());
        searches.forEach(search -> search.mark(escaped, hidden));
        OwnWords.spare(text, hidden);
        if (hidden.isEmpty()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(copied)) {
            clean.append(text, copied, start).append(mask);
            copied = hidden.nextClearBit(start);
        }
        return clean.append(text, copied, text.length()).toString();
    }
}
