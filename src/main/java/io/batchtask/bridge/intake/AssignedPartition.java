package io.batchtask.bridge.intake;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** One partition a consumer has at present. Used by its polling thread only. */
final class AssignedPartition {
    final TopicPartition name;
    private PartitionWindow window;
    private FinishedAhead before = FinishedAhead.NONE; // what its former owner had finished beyond its commit
    private int epoch = -1; // leader epoch of the newest record
    private OffsetAndMetadata committed; // null: nothing, as far as is known
    private OffsetAndMetadata latest; // null: nothing was read yet
    private Optional<String> log;
    private long latestTimestamp = -1; // of the last record read
    private boolean abandoned;
    private long heldUpUntil;
    private boolean heldUp;

    /** @param log as last reported, perhaps a while ago: at worst a new log is noticed late, and read once more */
    AssignedPartition(TopicPartition name, PartitionWindow window, Optional<String> log) {
        this.name = name;
        this.window = window;
        this.log = log;
    }

    PartitionWindow window() {
        return window;
    }

    /** @return offsets finished ahead of what is committed, which are not repeated */
    long takeOver(OffsetAndMetadata commit) {
        committed = commit;
        Optional<String> reported = log;
        log = FinishedAhead.log(commit).or(() -> reported);
        // In a copy of the group other records may have those offsets; not to know costs a repeat.
        before = log.equals(reported) ? FinishedAhead.in(commit) : FinishedAhead.NONE;
        return before.size();
    }

    /** @return whether there is anything to do for it */
    boolean register(ConsumerRecord<?, ?> record, long now) {
        epoch = Math.max(epoch, record.leaderEpoch().orElse(-1));
        latestTimestamp = record.timestamp();
        if (!before.reaches(record.offset())) {
            before = FinishedAhead.NONE;
        }
        if (before.contains(record.offset(), record.leaderEpoch())) {
            window.registerFinished(record.offset());
            return false;
        }
        window.register(record.offset(), size(record), now).timestamp = record.timestamp();
        return true;
    }

    private static int size(ConsumerRecord<?, ?> record) {
        int bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()); // -1: null
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /**
     * What is to be committed; empty when the broker has it already.
     *
     * @param position the next offset that will be read; empty when not known at present
     * @param withMetadata whether to include what is finished ahead
     */
    Optional<OffsetAndMetadata> toCommit(OptionalLong position, boolean withMetadata) {
        OptionalLong next = position.isPresent() ? position : window.offsets().end();
        if (abandoned || next.isEmpty()) {
            return Optional.empty();
        }
        if (window.offsets().takeChange()) {
            latest = commit(next.getAsLong(), withMetadata);
        } else if (latest == null || window.offsets().span() == 0) { // read past offsets without a record for us
            long offset = Math.max(next.getAsLong(), committed == null ? 0 : committed.offset());
            if (committed == null || offset > committed.offset()) {
                latest = commit(offset, withMetadata);
            }
        }
        return Optional.ofNullable(latest).filter(commit -> !commit.equals(committed));
    }

    private OffsetAndMetadata commit(long position, boolean withMetadata) {
        synchronized (window) { // both of the same moment
            long offset = window.offsets().committable(position);
            FinishedAhead ahead = window.offsets().finishedAhead(epoch).followedBy(before, position);
            // The newest epoch, not that of the record before: an older one would make the next reader see a cut log.
            return new OffsetAndMetadata(
                    offset,
                    epoch < 0 ? Optional.empty() : Optional.of(epoch),
                    withMetadata ? ahead.text(offset, log) : "");
        }
    }

    /** Whether the broker has all there is to commit, as far as that is known without the position. */
    boolean isSettled() {
        return abandoned || (!window.offsets().isChanged() && isAcknowledged());
    }

    private boolean isAcknowledged() {
        return latest == null || latest.equals(committed);
    }

    /** The broker has accepted that. */
    void committed(OffsetAndMetadata commit) {
        committed = commit;
    }

    /** What may be committed once more without changing anything: no other commit is on its way. */
    Optional<OffsetAndMetadata> committed() {
        return Optional.ofNullable(committed).filter(commit -> !abandoned && isAcknowledged());
    }

    /** The commit that was worked out is useless. */
    void workOutAnew() {
        window.offsets().change();
    }

    PartitionProgress progress(OptionalLong position, boolean isPaused) {
        boolean busy = window.offsets().span() > 0 && position.isPresent();
        return new PartitionProgress(
                name.topic(),
                name.partition(),
                committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset()),
                position,
                busy ? OptionalLong.of(window.offsets().committable(position.getAsLong())) : OptionalLong.empty(),
                window.offsets().span(),
                isPaused,
                RequestTimes.of(window.offsets().firstTimestamp(), latestTimestamp));
    }

    /**
     * Which log the topic is, as the cluster has reported.
     *
     * @return whether it is another one than is being read, in the same cluster: the topic has been created anew
     */
    boolean isMadeAnew(LogIdentity reported) {
        if (log.filter(reported::hasTakenThePlaceOf).isPresent()) {
            return true;
        }
        log = Optional.of(reported.log());
        return false;
    }

    /** What is read from now on has nothing to do with what was read so far; the log is the same. */
    void beginAgain(PartitionWindow next) {
        window = next;
        before = FinishedAhead.NONE;
        latest = null;
        latestTimestamp = -1;
    }

    /** Its log is gone: what is in flight may end, and nothing of it is committed any more. */
    void abandon() {
        abandoned = true;
    }

    /** Its log cannot be read at present. */
    void holdUp(long until) {
        heldUp = true;
        heldUpUntil = until;
    }

    boolean isHeldUp() {
        return heldUp;
    }

    boolean isHeldUpTooLong(long now) {
        return heldUp && now - heldUpUntil >= 0;
    }
}
