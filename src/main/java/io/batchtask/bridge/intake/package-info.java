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
 *   <li><b>Results leave under a lease</b> that each poll renews. A process that stood still past its session time-out
 *       goes on before it learns that its partitions are somebody else's, and would publish what is older than what is
 *       there; so after a standstill results are held back until the broker has accepted a commit.
 * </ul>
 */
package io.batchtask.bridge.intake;
