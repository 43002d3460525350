/**
 * The intake window: many records under way at once, order kept within a key, and only a finished prefix committed.
 *
 * <p>Camel's Kafka consumer hands over one record at a time on its polling thread and would wait for each. Here
 * {@link io.batchtask.bridge.intake.WindowedConsumer}, the Kafka consumer Camel is given, registers every record it
 * polls in the {@link io.batchtask.bridge.intake.PartitionWindow} of its partition; the route's first step puts it into
 * the lane of its key and returns at once; whoever finishes a record marks it; before the next poll, on the polling
 * thread, the finished prefix is committed and partitions are paused or resumed.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A consumer of our own through Camel's {@code kafkaClientFactory}</b>, not the listener of the pausable EIP:
 *       it sees each poll, subscription, revocation and close, depends on nothing Camel changes between versions, and
 *       registers a record before Camel can mislay it. Registered but not handed over fails loudly.
 *   <li><b>The commit point is the first unfinished offset</b>, or the consumer's position when nothing is unfinished:
 *       gaps that compaction and transaction markers leave need no special case.
 *   <li><b>A partition's window lives as long as its assignment.</b> Results that arrive after it was closed find
 *       nobody, so nothing from a former generation can be committed.
 *   <li><b>Results leave under a lease</b> of half a session, measured from when a commit was sent that the broker has
 *       acknowledged. Nothing else proves the membership: heartbeats are sent, and polls go on, when nobody answers any
 *       more. One rule for a process that stood still, is cut off from its coordinator, or was replaced, whatever the
 *       group's protocol; when there is nothing to commit, the last commit is sent again as the question.
 *   <li><b>In a drain nothing is published that might arrive after it</b>: publishing begins only as long as a delivery
 *       would have failed by its end. What merely waits is not waited for.
 *   <li><b>Bounds are shares, not sums.</b> At a bound of the process those partitions pause that have their share of it,
 *       so no others can keep a partition from being read. Without hysteresis: pausing is a flag in the client.
 *   <li><b>Only unfinished records are held</b>; what is finished beyond the commit point is the rest, and travels as the
 *       commit's metadata.
 *   <li><b>The client never moves a position by itself</b> ({@code auto.offset.reset=none}): a jump is counted, told, and
 *       made here. A topic that was made anew is recognised by its id, which commits carry.
 *   <li><b>What belongs to one partition stops that one</b>: a batch that cannot be read pauses its partition. Whatever
 *       else breaks, an {@code Error} included, is told and gets a new consumer, which reads from what was committed.
 * </ul>
 */
package io.batchtask.bridge.intake;
