package io.batchtask.bridge.replay;

import io.batchtask.bridge.failure.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Sends letters, and writes down that they are sent, in one transaction. One that failed is taken back and repeated;
 * of one whose end is not known, what has been written down is read first. Since a transaction fails as a whole, one
 * with a letter that is not accepted is repeated in halves until that letter is alone.
 */
final class Transactions implements AutoCloseable {
    /** Records of any size are the broker's to refuse; and letters are sent in transactions anyway. */
    private static final Map<String, Object> PRODUCER = Map.of(
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            32 * 1024 * 1024,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, // of one that is killed, letters of others wait for so long
            60_000);

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> maker;
    private final SoleReplay sole;
    private final Journal journal;
    private final Attempts attempts;
    private final Right right;
    private Producer<byte[], byte[]> producer; // null: before the first, or the last one is of no use any more
    private Pending inDoubt; // null unless it was committed, and no answer came

    private record Pending(byte[] key, List<RecordMetadata> sent) {}

    /** @param refusal why one of the letters is not accepted; null when all are */
    private record Result(List<RecordMetadata> sent, KafkaException refusal) {}

    /**
     * @param maker of transactional producers
     * @param right what such a producer needs beside writing
     */
    Transactions(
            Supplier<Producer<byte[], byte[]>> maker,
            SoleReplay sole,
            Journal journal,
            Attempts attempts,
            Right right) {
        this.maker = maker;
        this.sole = sole;
        this.journal = journal;
        this.attempts = attempts;
        this.right = right;
    }

    /** @param batchSize in bytes, not more than a topic accepts: the producer would not get rid of such a batch */
    static Transactions of(Run run, SoleReplay sole, Journal journal, int batchSize) {
        String id = run.settings().transactionalId();
        Map<String, Object> needed = new HashMap<>(PRODUCER);
        needed.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        needed.put(ProducerConfig.BATCH_SIZE_CONFIG, batchSize);
        return new Transactions(
                () -> run.clients().producer(needed),
                sole,
                journal,
                run.attempts(),
                new Right("Write", "transactional id " + id));
    }

    /** Ends what an earlier replay has left open, and fences it: what is committed then is all that it has sent. */
    void open() throws ReplayRefused, InterruptedException, Stopped {
        producer = attempts.of("begin a transaction", right, this::opened);
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> made = maker.get();
        try {
            made.initTransactions();
            return made;
        } catch (KafkaException failed) {
            made.close(Duration.ZERO);
            throw failed;
        }
    }

    /** @param letters of which each is accepted or refused when this returns */
    void send(List<Outgoing> letters, Receipts receipts) throws ReplayRefused, InterruptedException, Stopped {
        Result result = attempts.of("send letters", right, () -> attempt(letters));
        if (result.refusal() == null) {
            for (int i = 0; i < letters.size(); i++) {
                receipts.accepted(letters.get(i), result.sent().get(i));
            }
        } else if (letters.size() == 1) {
            receipts.refused(letters.get(0), result.refusal());
        } else {
            int half = letters.size() / 2;
            send(letters.subList(0, half), receipts);
            send(letters.subList(half, letters.size()), receipts);
        }
    }

    private Result attempt(List<Outgoing> letters) throws ReplayRefused, InterruptedException {
        if (producer == null) {
            Optional<Result> known = reopen();
            if (known.isPresent()) {
                return known.get();
            }
        }
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        List<RecordMetadata> sent;
        try {
            producer.beginTransaction();
            sent = SendFailure.sent(
                    producer, letters.stream().map(Outgoing::record).toList(), answers);
        } catch (KafkaException failed) {
            Optional<KafkaException> refusal = SendFailure.refusal(failed, answers);
            abort();
            return new Result(List.of(), refusal.orElseThrow(() -> failed));
        }
        commit(new Pending(enter(letters), sent));
        return new Result(sent, null);
    }

    /**
     * Writes down what is sent, by itself: its failures are not those of a letter. From then on, until the transaction
     * ends, another replay waits; whether there was one before is asked then.
     */
    private byte[] enter(List<Outgoing> letters) throws ReplayRefused, InterruptedException {
        List<ProducerRecord<byte[], byte[]>> entry = journal.entry(letters);
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        try {
            SendFailure.sent(producer, entry, answers);
            if (!sole.isStill()) {
                throw new TimeoutException("another replay may have run meanwhile");
            }
            return entry.get(0).key();
        } catch (KafkaException failed) {
            abort();
            giveUp(); // so that it is looked at what was written meanwhile
            if (SendFailure.refusal(failed, answers).isPresent()) {
                throw new ReplayRefused(
                        "the topic " + entry.get(0).topic() + " does not take what is written down of letters sent: "
                                + Causes.explain(failed),
                        failed);
            }
            throw failed;
        }
    }

    private void commit(Pending pending) {
        inDoubt = pending;
        try {
            producer.commitTransaction();
        } catch (KafkaException failed) { // its end is known when another producer has begun
            giveUp();
            throw failed;
        }
        inDoubt = null;
        journal.entered();
    }

    /**
     * A new producer, after any failure that the last one does not survive, being fenced among them: by a later replay,
     * or by a broker that has not heard of it for too long. That ends the last transaction one way or the other, and would
     * fence a later replay: so it is not done when there is one.
     *
     * @return the result of what was in doubt, when it was committed
     */
    private Optional<Result> reopen() throws ReplayRefused, InterruptedException {
        sole.mustBe();
        Producer<byte[], byte[]> made = opened();
        boolean committed;
        try {
            committed = journal.hasSince(inDoubt == null ? null : inDoubt.key());
        } catch (KafkaException | ReplayRefused failed) {
            made.close(Duration.ZERO);
            throw failed;
        }
        producer = made;
        Pending known = inDoubt;
        inDoubt = null;
        if (!committed || known == null) {
            return Optional.empty();
        }
        journal.entered();
        return Optional.of(new Result(known.sent(), null));
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException beyondRepair) {
            giveUp();
        }
    }

    private void giveUp() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
