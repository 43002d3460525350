package io.batchtask.bridge.replay;

import static io.batchtask.bridge.replay.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsTest implements Journal, Receipts, SoleReplay {
    private static final KafkaException FENCED =
            new KafkaException("in an error state", new ProducerFencedException("a newer producer"));

    private final Deque<Producer> producers = new ArrayDeque<>();
    private final List<String> inLog = new ArrayList<>(); // what has been committed
    private final List<String> accepted = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Transactions transactions = new Transactions(
            this::made,
            this,
            this,
            new Attempts(new Letters.Notes(), new StopSignal(), System::nanoTime, attempt -> Duration.ZERO),
            new Right("Write", "transactional id x"));
    private final AtomicInteger waits = new AtomicInteger();
    private String entryPrefix = "entry";
    private int entries;
    private boolean foreign;
    private boolean another; // in the group
    private boolean putOut; // of the group

    /** Takes no letter of a value that begins with 13. */
    private final class Producer extends MockProducer<byte[], byte[]> {
        private RuntimeException atCommit;
        private boolean committedAllTheSame;
        private boolean poisoned;
        private int unreachable; // for so many transactions

        Producer() {
            super(true, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            if (unreachable > 0) {
                waits.incrementAndGet();
                return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
            }
            if (poisoned) {
                throw new KafkaException("in an error state");
            }
            if (new String(record.value()).startsWith("13")) {
                poisoned = true;
                return CompletableFuture.failedFuture(new RecordTooLargeException("too large"));
            }
            return super.send(record);
        }

        @Override
        public void abortTransaction() {
            poisoned = false;
            unreachable--;
            super.abortTransaction();
        }

        @Override
        public void commitTransaction() {
            if (atCommit != null) {
                RuntimeException failure = atCommit;
                atCommit = null;
                if (committedAllTheSame) {
                    commit();
                }
                throw failure;
            }
            commit();
        }

        private void commit() {
            int before = history().size();
            super.commitTransaction();
            history().subList(before, history().size()).forEach(record -> inLog.add(new String(record.value())));
        }
    }

    private Producer made() {
        producers.add(new Producer());
        return producers.getLast();
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> entry(List<Outgoing> letters) {
        byte[] name = bytes(entryPrefix + entries++);
        return List.of(new ProducerRecord<>("dlq.replayed", name, name));
    }

    @Override
    public void entered() {}

    @Override
    public boolean hasSince(byte[] key) throws ReplayRefused {
        if (foreign) {
            throw SendFailure.takenOver();
        }
        return key != null && inLog.contains(new String(key));
    }

    @Override
    public void mustBe() throws ReplayRefused {
        if (another) {
            throw SendFailure.takenOver();
        }
        putOut = false;
    }

    @Override
    public boolean isStill() {
        return !putOut;
    }

    @Override
    public void accepted(Outgoing letter, RecordMetadata where) {
        accepted.add(new String(letter.record().value()));
    }

    @Override
    public void refused(Outgoing letter, KafkaException reason) {
        refused.add(new String(letter.record().value()));
    }

    @BeforeEach
    void open() throws Exception {
        transactions.open();
    }

    private void send(long... letters) throws Exception {
        transactions.send(LongStream.of(letters).mapToObj(Letters::outgoing).toList(), this);
    }

    @Test
    void lettersAndTheEntryThatNamesThemAreOneTransaction() throws Exception {
        send(1, 2);
        assertThat(inLog).containsExactly("1", "2", "entry0");
        assertThat(accepted).containsExactly("1", "2");
        assertThat(producers.getLast().commitCount()).isEqualTo(1);
    }

    @Test
    void oneThatIsNotAcceptedIsFoundAndTheOthersAreSentInOrder() throws Exception {
        send(1, 2, 13, 4, 5, 6, 130);
        assertThat(inLog.stream().filter(value -> !value.startsWith("entry"))).containsExactly("1", "2", "4", "5", "6");
        assertThat(accepted).containsExactly("1", "2", "4", "5", "6");
        assertThat(refused).containsExactly("13", "130");
    }

    @Test
    void aTransactionOfWhichNothingIsKnownIsNotRepeatedWhenItWasCommitted() throws Exception {
        producers.getLast().atCommit = new TimeoutException("no answer");
        producers.getLast().committedAllTheSame = true;
        send(1, 2);
        assertThat(producers).hasSize(2);
        assertThat(inLog).containsExactly("1", "2", "entry0");
        assertThat(accepted).containsExactly("1", "2");
    }

    @Test
    void itIsRepeatedWhenItWasNot() throws Exception {
        producers.getLast().atCommit = new TimeoutException("no answer");
        send(1, 2);
        assertThat(inLog).containsExactly("1", "2", "entry1");
        assertThat(accepted).containsExactly("1", "2");
    }

    @Test
    void nothingIsSentAfterALaterReplayHasWritten() {
        producers.getLast().atCommit = new TimeoutException("no answer");
        foreign = true;
        assertThatThrownBy(() -> send(1, 2))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageStartingWith("a later replay has taken over");
        assertThat(inLog).isEmpty();
    }

    @Test
    void oneThatIsFencedEndsWhenThereIsAnother() {
        producers.getLast().atCommit = FENCED;
        another = true;
        assertThatThrownBy(() -> send(1))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageStartingWith("a later replay has taken over");
        assertThat(producers).hasSize(1);
    }

    @Test
    void oneThatIsFencedByATimeOutGoesOn() throws Exception {
        producers.getLast().atCommit = FENCED;
        send(1);
        assertThat(producers).hasSize(2);
        assertThat(inLog).containsExactly("1", "entry1");
    }

    @Test
    void oneThatWasPutOutLooksWhatWasWrittenSinceBeforeItCommits() throws Exception {
        putOut = true;
        send(1, 2);
        assertThat(producers).hasSize(2);
        assertThat(producers.getFirst().commitCount()).isZero();
        assertThat(inLog).containsExactly("1", "2", "entry1");
        putOut = true;
        foreign = true;
        assertThatThrownBy(() -> send(3)).hasMessageStartingWith("a later replay has taken over");
        assertThat(inLog).doesNotContain("3");
    }

    @Test
    void whatCannotBeSentIsWaitedForOnce() throws Exception {
        producers.getLast().unreachable = 1;
        send(1, 2, 3);
        assertThat(waits).hasValue(1);
        assertThat(inLog).containsExactly("1", "2", "3", "entry0");
    }

    @Test
    void anEntryThatIsNotTakenIsNoLettersFault() {
        entryPrefix = "13";
        assertThatThrownBy(() -> send(1, 2))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage("the topic dlq.replayed does not take what is written down of letters sent: too large");
        assertThat(refused).isEmpty();
        assertThat(inLog).isEmpty();
    }
}
