/**
 * The story of a record. {@code RelayRoutes} tells it; {@code Read} brings records to it and {@code Redelivery} takes them
 * through it to their end; {@code LookUp} makes the calls one look-up takes, each through {@code Ask}, which is a route as
 * well; {@code Gate} says who may call, {@code Pace} how often, {@code Outage} whether calling makes sense, {@code Probe}
 * when it does again, {@code Retry} when to try again, {@code Spell} and {@code Others} whether a failure is the record's
 * own; {@code Steps} are the small steps, {@code Endpoints} spells the Kafka URIs.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Failures are values.</b> A step that cannot go on makes a {@code GivenUp} of the body, and the route sends
 *       it to the dead-letter topic. Exceptions are left to Kafka's producer, and to defects.
 *   <li><b>One way to repeat what was meant for Kafka.</b> No route has an error handler: whatever breaks off, ends as any
 *       other exchange in {@code Redelivery}, which waits and starts the stage the record had reached again. So each repeat
 *       asks anew whether the record is still ours, a rebalance need not wait for one that waits, and no thread does.
 *       Camel's redelivery asks only when an attempt fails, and sends after its wait whatever has happened meanwhile.
 *   <li><b>Before Kafka had it, a failure is a defect of ours</b> and would come again: the record is rejected. Once Kafka
 *       was offered it, every failure but its size passes. The body tells which: an {@code OutboundRecord} has been
 *       offered, and carries the stage it was made from.
 *   <li><b>No step throws an {@code Error}.</b> Camel catches exceptions only; an error on a thread of its own it logs and
 *       forgets, and the record would hold its partition for ever.
 *   <li><b>The look-up's repeats are not Camel redeliveries</b>, because not all of them count: an expired ticket and
 *       an outage use up no attempt, and a redelivery counter cannot know that.
 *   <li><b>An outage is asked for, not counted.</b> A failure rate answers the wrong question: failures that come quickly
 *       are counted before the answers of the same moment, and the more so the more calls are made at once. Ten
 *       different tasks without an answer in between only make somebody ask; what is asked decides.
 *   <li><b>Poison is what fails more often than its neighbours.</b> Where a share p of all calls fails, n failures in a row
 *       have the probability p<sup>n</sup> for anybody; a record is given up when that is next to nothing.
 *   <li><b>Throttling is answered by fewer calls a second, not by fewer at once</b>, because services throttle by rate. A
 *       {@code Retry-After} holds one record back, not everybody: the others' answers are what the limit is measured by.
 *   <li><b>Who has been in before goes first.</b> A retry has had its back-off; a second lap of the queue would make it as
 *       long as the queue, and holds its lane and its partition's commit point up for nothing.
 *   <li><b>Durations are monotonic.</b> The clock is for what people read: it may be set, and neither spends retries nor
 *       stretches an outage.
 *   <li><b>Calls are limited, not records.</b> A record that waits for a back-off or for Kafka's acknowledgement holds
 *       no call, so all calls are always in use.
 * </ul>
 */
package io.batchtask.bridge.relay;
