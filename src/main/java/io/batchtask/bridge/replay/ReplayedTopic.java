package io.batchtask.bridge.replay;

import io.batchtask.bridge.event.EventTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The topic that says what has been sent back. Each record has a key of its own, so that none takes another's place;
 * what has become of no use is taken out. Records of another dead-letter topic are that one's.
 */
final class ReplayedTopic implements Journal {
    /** Records of no use that are taken out in one run. */
    private static final int MOST_REMOVED = 500;

    private final Run run;
    private final String name;
    private final ReplayTopics.Found topic;
    private final String deadLetterTopicId;
    private final String runId = UUID.randomUUID().toString();
    private final List<byte[]> useless = new ArrayList<>();
    private Backlog read;
    private long written;

    /** @param deadLetters the topic whose letters are sent back */
    ReplayedTopic(Run run, ReplayTopics.Found topic, ReplayTopics.Found deadLetters) {
        this.run = run;
        this.name = run.settings().replayedTopic();
        this.topic = topic;
        this.deadLetterTopicId = deadLetters.id().toString();
    }

    /**
     * Reads all of it.
     *
     * @param deadLetters what is left of them
     */
    ReplayedOffsets read(Backlog deadLetters) throws ReplayRefused, InterruptedException, Stopped {
        ReplayedOffsets offsets = new ReplayedOffsets();
        Map<Integer, Long> beginnings = deadLetters.beginnings();
        Backlog now =
                run.attempts().of("find the end of topic " + name, Right.topic(ReplayTopics.READ, name), this::settled);
        if (!run.read(name, now.ranges(), record -> add(record, offsets, beginnings), RangeReader.Progress.IGNORED)) {
            throw new Stopped();
        }
        read = now;
        return offsets;
    }

    /** In an open transaction may be letters that are on their way; it ends, or is ended by its time-out. */
    private Backlog settled() throws InterruptedException {
        Backlog now = Backlog.of(run.admin(), topic.partitions());
        if (now.hidden() > 0 && !run.options().dryRun()) {
            throw new TimeoutException("a transaction of another program is open in topic " + name);
        }
        return now;
    }

    private static ReplayedRecord said(ConsumerRecord<byte[], byte[]> record) throws ReplayRefused {
        return ReplayedRecord.read(
                record.value(), new TopicPartition(record.topic(), record.partition()) + "@" + record.offset());
    }

    private boolean isOfThese(ReplayedRecord said) {
        return said.topic().equals(run.settings().deadLetterTopic());
    }

    private boolean add(ConsumerRecord<byte[], byte[]> record, ReplayedOffsets offsets, Map<Integer, Long> beginnings)
            throws ReplayRefused {
        if (record.value() == null) {
            return true;
        }
        ReplayedRecord said = said(record);
        if (!isOfThese(said)) {
            return true;
        }
        if (said.topicId().equals(deadLetterTopicId) && !said.isPast(beginnings)) {
            said.addTo(offsets);
        } else if (record.key() != null && useless.size() < MOST_REMOVED) {
            useless.add(record.key());
        }
        return true;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> entry(List<Outgoing> letters) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        byte[] key = (runId + "/" + written++).getBytes(StandardCharsets.UTF_8);
        String at = EventTime.millis(run.clock().instant());
        records.add(new ProducerRecord<>(
                name,
                key,
                ReplayedRecord.of(
                                run.settings().deadLetterTopic(),
                                deadLetterTopicId,
                                letters,
                                at,
                                run.options().by())
                        .json()));
        useless.forEach(old -> records.add(new ProducerRecord<>(name, old, null)));
        return records;
    }

    @Override
    public void entered() {
        useless.clear();
    }

    /** Of what has been written since it was read, only this run's own is expected. */
    @Override
    public boolean hasSince(byte[] key) throws ReplayRefused, InterruptedException {
        Backlog now = settled();
        boolean found = false;
        try (RangeReader reader =
                new RangeReader(run.clients().consumer(RangeReader.CONSUMER), now.since(read), System::nanoTime)) {
            while (!reader.isDone()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.next()) {
                    mustBeOurs(record);
                    found |= Arrays.equals(record.key(), key);
                }
            }
        }
        read = now;
        return found;
    }

    /** One that was taken out says nothing of who did it, and is accompanied by one that does. */
    private void mustBeOurs(ConsumerRecord<byte[], byte[]> record) throws ReplayRefused {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() != null && !key.startsWith(runId) && isOfThese(said(record))) {
            throw SendFailure.takenOver();
        }
    }
}
