package io.batchtask.bridge.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when partitions come and go: calls in flight may end and what is finished is committed before a
 * partition is given back; a partition that was lost is dropped; what its former owner finished ahead is taken over.
 * Called by Kafka's client on the polling thread, from within a poll, an unsubscription or a close.
 */
final class RebalanceHandler implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(RebalanceHandler.class);
    private static final Duration ASK_FOR_COMMITS = Duration.ofSeconds(5);

    private final Member member;
    private final Assignment assignment;
    private final Commits commits;
    private final Lease lease;
    private final Duration drain;
    private final Duration delivery;
    private final ConsumerRebalanceListener camel;

    /** The consumer whose partitions these are. */
    interface Member {
        /** Whether it is leaving the group, and the calls in flight have been waited for already. */
        boolean hasDrained();

        /** When the poll before the present one began. */
        Lease.Moment lastPollBegan();

        /** What the group has committed for those partitions. */
        Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration atMost);

        /** It no longer has those partitions. */
        void forget(Collection<TopicPartition> partitions);
    }

    /**
     * @param drain longest wait for calls in flight when partitions are given back
     * @param delivery longest time from a publication to the report that it has failed
     * @param camel Camel's own listener, which is called as well
     */
    RebalanceHandler(
            Member member,
            Assignment assignment,
            Commits commits,
            Lease lease,
            Duration drain,
            Duration delivery,
            ConsumerRebalanceListener camel) {
        this.member = member;
        this.assignment = assignment;
        this.commits = commits;
        this.lease = lease;
        this.drain = drain;
        this.delivery = delivery;
        this.camel = camel;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.info("partitions revoked; partitions={}", partitions);
        }
        giveBack(partitions);
        camel.onPartitionsRevoked(partitions);
    }

    private void giveBack(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + (member.hasDrained() ? 0 : drain.toNanos());
        long lastPublication = deadline - delivery.toNanos();
        try {
            if (!assignment.drain(partitions, deadline, lastPublication, commits::askAgain) && !member.hasDrained()) {
                LOG.warn("partitions are given back with calls or writes under way, their records will be read again");
            }
            commits.last(partitions);
        } catch (KafkaException repeated) {
            LOG.warn("the last commit failed, records will be read again; reason={}", repeated.toString());
        } finally {
            member.forget(partitions); // whatever happened: from here on they belong to another member
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        if (partitions.stream().anyMatch(name -> assignment.find(name).isPresent())) { // not forgotten before
            LOG.warn("partitions lost, what is under way is dropped and read again; partitions={}", partitions);
        }
        lease.end();
        member.forget(partitions);
        camel.onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // By the poll before: not later than the group answered, however long the answer waited here.
        lease.confirmed(member.lastPollBegan());
        long ahead = assignment.takeOver(partitions, () -> member.committed(Set.copyOf(partitions), ASK_FOR_COMMITS));
        logAssigned(partitions, ahead);
        camel.onPartitionsAssigned(partitions);
    }

    /** With a member that joins or leaves, the group says to all others that nothing has changed for them. */
    private static void logAssigned(Collection<TopicPartition> partitions, long ahead) {
        if (partitions.isEmpty()) {
            LOG.debug("no partition more; partitions={}", partitions);
        } else if (ahead == 0) {
            LOG.info("partitions assigned; partitions={}", partitions);
        } else {
            LOG.info("partitions assigned; partitions={} finished-ahead={}", partitions, ahead);
        }
    }
}
