package io.batchtask.bridge.replay;

import io.batchtask.bridge.failure.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Gathers letters into transactions of a bounded size, and counts what becomes of them. */
final class Sender implements Receipts {
    private static final int MOST_LETTERS = 1_000;
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int MOST_NOTES = 20;

    private final Transactions transactions;
    private final Tally tally;
    private final Consumer<RecordMetadata> accepted;
    private final ReplayListener listener;
    private final long of;
    private final LongSupplier nanoTime;
    private final List<Outgoing> gathered = new ArrayList<>();
    private long bytes;
    private long firstAt;
    private long sent;
    private long notAccepted;

    /**
     * @param tally in which a letter is counted once its transaction is committed
     * @param accepted is told where each has gone
     * @param of so many are to be sent
     */
    Sender(
            Transactions transactions,
            Tally tally,
            Consumer<RecordMetadata> accepted,
            ReplayListener listener,
            long of,
            LongSupplier nanoTime) {
        this.transactions = transactions;
        this.tally = tally;
        this.accepted = accepted;
        this.listener = listener;
        this.of = of;
        this.nanoTime = nanoTime;
    }

    /** Sends it, perhaps together with those that follow. */
    void add(Outgoing letter) throws ReplayRefused, InterruptedException, Stopped {
        if (gathered.isEmpty()) {
            firstAt = nanoTime.getAsLong();
        }
        gathered.add(letter);
        bytes += letter.size();
        if (gathered.size() >= MOST_LETTERS
                || bytes >= MOST_BYTES
                || nanoTime.getAsLong() - firstAt >= LONGEST.toNanos()) {
            flush();
        }
    }

    /** Sends what has been gathered. */
    void flush() throws ReplayRefused, InterruptedException, Stopped {
        if (gathered.isEmpty()) {
            return;
        }
        List<Outgoing> letters = List.copyOf(gathered);
        gathered.clear();
        bytes = 0;
        transactions.send(letters, this);
        listener.sending(sent, of);
    }

    @Override
    public void accepted(Outgoing letter, RecordMetadata where) {
        sent++;
        count(letter, Fate.SENT);
        accepted.accept(where);
    }

    @Override
    public void refused(Outgoing letter, KafkaException reason) {
        notAccepted++;
        count(letter, Fate.NOT_ACCEPTED);
        if (notAccepted <= MOST_NOTES) {
            listener.note("the letter " + letter.letter().place() + " is not accepted by "
                    + letter.record().topic() + ", and left: " + Causes.explain(reason));
        }
    }

    private void count(Outgoing letter, Fate fate) {
        tally.add(letter.letter().kind(), fate, letter.letter().failedAt());
    }
}
