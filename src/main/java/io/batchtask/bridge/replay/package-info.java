/**
 * Dead letters, put back into the topic they came from. {@code Replay} is the story: find the topics
 * ({@code ReplayTopics}), be the only one ({@code ReplayMember}), begin ({@code Transactions}), fix the end
 * ({@code Backlog}), read what has been sent back ({@code ReplayedTopic}), count ({@code Pass}, {@code Taker}), ask, send
 * ({@code Pass}, {@code Sender}, {@code Transactions}).
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>What is sent back, and the record that it has been, are one Kafka transaction; so a dead letter goes back once,
 *       however often the command is run or killed. Beginning ends an earlier transaction one way or the other, and only
 *       then it is read what has been sent back.
 *   <li>A transaction of which the end is not known is never repeated before that is known: another producer takes over
 *       the transactional id, and the replayed topic tells. If it has records of another run by then, that one goes on
 *       and this one ends: what this one has read is out of date.
 *   <li>Two at the same time: a consumer group with one member refuses the second in words, and the transactional id
 *       makes sure of it. A commit in that group would not do instead: filters leave holes, and a group has one
 *       offset.
 *   <li>One that stood still until another has come and gone is known by its place in the group, which is asked for when
 *       the record is written and before it is committed; and whoever begins waits while such a record is not committed.
 *       The transactional id alone would not do: an installation with another group has another.
 *   <li>Being fenced says nothing of who did it: a broker fences one that was silent for too long, too. The group and the
 *       replayed topic tell whether there is another; where there is none, it goes on.
 *   <li>Letters are read twice, to count and to send, by the same rules in the same order: the question is about what
 *       will happen, and memory does not grow with the letters.
 *   <li>Partitions are read one after the other. The order within each is kept, so the order of letters of one key is.
 *   <li>A letter that its topic does not take is found by halves, and left; in a transaction every record after it
 *       fails, too, and the client's reasons do not tell them apart.
 *   <li>The dead-letter topic is known by its id: one made anew under the name has the same offsets and other letters.
 * </ul>
 *
 * <p>Rights, by Kafka's names: {@code Read} on the dead-letter topic; {@code Write} on the topic letters are sent to;
 * {@code Read}, {@code Write}, {@code DescribeConfigs} and, when it is missing, {@code Create} on the replayed topic;
 * {@code Read} on the group that is the dead-letter topic's name with {@code .replay}; {@code Write} on the
 * transactional id that is the bridge's group with {@code .replay}. For letters without their value, {@code Read} on
 * the topics they came from; for a canary, {@code Describe} on the bridge's group. {@code Describe}, of topics, groups and
 * the transactional id, is part of {@code Read} and {@code Write}. With {@code DescribeConfigs} on the topic letters are
 * sent to, batches are as large as it takes. A dry run needs to read both topics, and no more.
 */
package io.batchtask.bridge.replay;
