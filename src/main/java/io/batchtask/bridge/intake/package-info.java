/**
 * The intake window: many records in flight at once, order kept within a key, and only a finished prefix committed.
 *
 * <p>Camel's Kafka consumer hands over one record at a time on its polling thread and would wait for each. Here
 * {@code WindowedConsumer}, the Kafka consumer Camel is given, registers every record it polls in the
 * {@code PartitionWindow} of its partition; the route's first step puts it into the lane of its key and returns at
 * once; a record that is finished is marked; before the next poll, on the polling thread, the finished prefix is
 * committed ({@code CommitPoints}, {@code Commits}) and partitions are paused or resumed ({@code Backpressure},
 * {@code PausedPartitions}). {@code RebalanceHandler} gives partitions back and takes them over.
 *
 * <p>Other rooms see {@link io.batchtask.bridge.intake.Intake}, which makes the consumers and takes records over,
 * {@link io.batchtask.bridge.intake.InFlight}, the handle of one record, and
 * {@link io.batchtask.bridge.intake.IntakeReadings}, what can be observed.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A consumer of our own through Camel's {@code kafkaClientFactory}</b>, not the listener of the pausable EIP:
 *       it sees each poll, subscription, revocation and close, depends on nothing Camel changes between versions, and
 *       registers a record before Camel can mislay it. A record that is registered but not handed over is an error.
 *   <li><b>The commit point is the first unfinished offset</b>, or the consumer's position when nothing is unfinished:
 *       gaps that compaction and transaction markers leave need no special case.
 *   <li><b>A partition's window lives as long as its assignment.</b> Results that arrive after it was closed have no
 *       effect, so nothing from a former generation can be committed.
 *   <li><b>Results leave under a lease</b> of half a session, measured from when a commit was sent that the broker has
 *       acknowledged. Nothing else proves the membership: heartbeats are sent, and polls go on, without an answer. It
 *       is one rule for a process that stood still, is cut off from its coordinator, or was replaced, with either group
 *       protocol; when there is nothing to commit, the last commit is sent again, for its answer.
 *   <li><b>In a drain nothing is published that might arrive after it</b>: publishing begins only as long as a delivery
 *       would have failed by its end. A record that merely waits is not waited for.
 *   <li><b>Bounds are shares, not sums.</b> At a bound of the process those partitions pause that have their share of
 *       it, so no others can keep a partition from being read. Without hysteresis: pausing is a flag in the client.
 *   <li><b>Only unfinished records are held</b>; what is finished beyond the commit point is the rest, and travels as
 *       the commit's metadata.
 *   <li><b>Who is driven out by a process of its name stops</b> ({@code FencedMember}): its partitions are forgotten at
 *       once, its consumer is polled no more, and the group is asked now and then whether it still has a member of that
 *       name. To join instead would drive the other one out in turn.
 *   <li><b>The client never moves a position by itself</b> ({@code auto.offset.reset=none}): a jump is counted, logged,
 *       and made here. A topic that was created anew is recognised by its id, which commits carry.
 *   <li><b>What belongs to one partition stops that one</b>: a batch that cannot be read pauses its partition. Any
 *       other failure, an {@code Error} included, is reported and followed by a new consumer, which reads from what was
 *       committed.
 * </ul>
 */
package io.batchtask.bridge.intake;
