package io.batchtask.bridge.intake;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** One partition a consumer has at present. Touched by its polling thread only. */
final class AssignedPartition {
    final TopicPartition name;
    private PartitionWindow window;
    private FinishedAhead before = FinishedAhead.NONE; // what its former owner had finished beyond its commit
    private int epoch = -1; // leader epoch of the newest record
    private OffsetAndMetadata committed; // null: nothing, as far as is known
    private OffsetAndMetadata latest; // null: nothing was read yet
    private Optional<String> log;
    private boolean abandoned;
    private long heldUpUntil;
    private boolean heldUp;

    /** @param log as told last, perhaps a while ago: at worst a new one is taken for newer than it is, and read once more */
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
        Optional<String> told = log;
        log = FinishedAhead.log(commit).or(() -> told);
        // In a copy of the group other records may have those offsets; not to know costs a repeat.
        before = log.equals(told) ? FinishedAhead.in(commit) : FinishedAhead.NONE;
        return before.size();
    }

    /** @return whether there is anything to do for it */
    boolean register(ConsumerRecord<?, ?> record, long now) {
        epoch = Math.max(epoch, record.leaderEpoch().orElse(-1));
        if (!before.reaches(record.offset())) {
            before = FinishedAhead.NONE;
        }
        if (before.contains(record.offset(), record.leaderEpoch())) {
            window.registerFinished(record.offset());
            return false;
        }
        window.register(record.offset(), size(record), now);
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
     * What the broker does not have yet of how far this partition is; empty when it has all.
     *
     * @param position the next offset that will be read; empty when not known at present
     * @param withMetadata whether it may tell what is finished ahead
     */
    Optional<OffsetAndMetadata> toCommit(OptionalLong position, boolean withMetadata) {
        OptionalLong next = position.isPresent() ? position : window.end();
        if (abandoned || next.isEmpty()) {
            return Optional.empty();
        }
        if (window.hasChanged()) {
            latest = commit(next.getAsLong(), withMetadata);
        } else if (latest == null || window.span() == 0) { // read past something that was no record for us
            long offset = Math.max(next.getAsLong(), committed == null ? 0 : committed.offset());
            if (committed == null || offset > committed.offset()) {
                latest = commit(offset, withMetadata);
            }
        }
        return Optional.ofNullable(latest).filter(commit -> !commit.equals(committed));
    }

    private OffsetAndMetadata commit(long position, boolean withMetadata) {
        synchronized (window) { // both of the same moment
            long offset = window.committable(position);
            FinishedAhead ahead = window.finishedAhead(epoch).followedBy(before, position);
            // The newest epoch, not that of the record before: an older one would make the next reader see a cut log.
            return new OffsetAndMetadata(
                    offset,
                    epoch < 0 ? Optional.empty() : Optional.of(epoch),
                    withMetadata ? ahead.text(offset, log) : "");
        }
    }

    /** Whether the broker has all there was to commit, as far as that can be told without the position. */
    boolean isSettled() {
        return abandoned || (!window.isChanged() && isAcknowledged());
    }

    private boolean isAcknowledged() {
        return latest == null || latest.equals(committed);
    }

    /** The broker has that. */
    void committed(OffsetAndMetadata commit) {
        committed = commit;
    }

    /** What may be committed once more without moving anything: no other commit is on its way. */
    Optional<OffsetAndMetadata> committed() {
        return Optional.ofNullable(committed).filter(commit -> !abandoned && isAcknowledged());
    }

    /** What was worked out for a commit is of no use. */
    void workOutAnew() {
        window.change();
    }

    PartitionProgress standing(OptionalLong position, boolean isPaused) {
        boolean busy = window.span() > 0 && position.isPresent();
        return new PartitionProgress(
                name.topic(),
                name.partition(),
                committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset()),
                position,
                busy ? OptionalLong.of(window.committable(position.getAsLong())) : OptionalLong.empty(),
                window.span(),
                isPaused);
    }

    /**
     * Which log the topic is, as the cluster has told.
     *
     * @return whether it is another one than is being read, in the same cluster: the topic has been made anew
     */
    boolean isMadeAnew(LogIdentity told) {
        if (log.filter(told::hasTakenThePlaceOf).isPresent()) {
            return true;
        }
        log = Optional.of(told.log());
        return false;
    }

    /** What is read from now on has nothing to do with what was read so far; the log is the same. */
    void beginAgain(PartitionWindow next) {
        window = next;
        before = FinishedAhead.NONE;
        latest = null;
    }

    /** Its log is gone: what is under way may end, and nothing of it is committed any more. */
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
