package io.batchtask.bridge.failure;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Takes secrets out of text that leaves the process: those configured, the tickets obtained with them, and whatever
 * looks like a NetServer ticket or token, because NetServer itself may send them back in an error message. For any
 * thread.
 */
public final class Redactor {
    private static final String MASK = "***";

    /** Characters of a text; more than is read in a log line. */
    private static final int LONGEST = 4096;

    /** So many tickets are known: calls with a former one may still be under way when the next is there. */
    private static final int REMEMBERED = 8;

    private final Supplier<? extends Collection<String>> secrets;
    private volatile List<String> remembered = List.of(); // the latest last; replaced as a whole
    private volatile KnownSecrets known = new KnownSecrets(List.of());

    /** @param secrets asked at each use, because a secret file may change */
    public Redactor(Supplier<? extends Collection<String>> secrets) {
        this.secrets = secrets;
    }

    /** @param secrets each asked at each use */
    public Redactor(Collection<Supplier<String>> secrets) {
        List<Supplier<String>> all = List.copyOf(secrets);
        this.secrets = () -> all.stream().map(Supplier::get).toList();
    }

    /** Masks that one too from now on, a ticket just handed out; the last few are kept. */
    public synchronized void remember(String secret) {
        remembered = Stream.concat(remembered.stream().filter(other -> !other.equals(secret)), Stream.of(secret))
                .skip(remembered.size() == REMEMBERED && !remembered.contains(secret) ? 1 : 0)
                .toList();
    }

    /** Characters a secret must have to be masked. */
    public static final int SHORTEST = SecretSearch.SHORTEST;

    /** Whether that secret is long enough to be distinguished from other text. */
    public static boolean masks(String secret) {
        return secret.length() >= SHORTEST;
    }

    /**
     * The text without secrets and on one line; of one longer than 4,096 characters the beginning. Where
     * {@link Excerpt} has cut it within a secret, what is left of that one is masked as well.
     */
    public String redact(String text) {
        String known = known().mask(Excerpt.of(text, LONGEST), MASK);
        return Excerpt.line(Lookalikes.mask(known, MASK));
    }

    private KnownSecrets known() {
        List<String> now = Stream.concat(secrets.get().stream(), remembered.stream())
                .filter(value -> value != null && masks(value))
                .toList();
        KnownSecrets last = known;
        if (last.areOf(now)) {
            return last;
        }
        KnownSecrets fresh = new KnownSecrets(now);
        known = fresh;
        return fresh;
    }
}
