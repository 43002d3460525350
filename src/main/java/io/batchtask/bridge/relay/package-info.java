/**
 * The story of a record, one class a verb: {@code Read}, {@code LookUp}, {@code Describe}, {@code Publish} and
 * {@code Reject}, in the order of {@code RelayRoutes}. {@code Redelivery} takes each record through the routes to its
 * end, {@code Relay} puts all of it together, {@code Endpoints} spells the Kafka URIs.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Failures are values.</b> A step that cannot go on makes a {@code DeadLetter} of the body, and the route
 *       sends it to the dead-letter topic. Exceptions are left to Kafka's producer, and to defects.
 *   <li><b>The body is the only memory.</b> It grows by wrapping; no step reads a header or variable that an earlier
 *       one set. The one exchange property is what {@code InFlightProperty} is named after: whether the record is still
 *       ours.
 *   <li><b>One way to repeat what was meant for Kafka.</b> No route has an error handler: whatever breaks off, ends as
 *       any other exchange in {@code Redelivery}, which waits and starts the stage the record had reached again. So
 *       each repeat asks anew whether the record is still ours, a rebalance need not wait for one that waits, and no
 *       thread does. Camel's redelivery asks only when an attempt fails, and sends after its wait whatever has happened
 *       meanwhile.
 *   <li><b>Before Kafka had it, a failure is a defect of ours</b> and would come again: the record is rejected. Once
 *       Kafka was offered it, every failure but its size passes. The body tells which: an {@code OutboundRecord} has
 *       been offered, and carries the stage it was made from.
 *   <li><b>No step throws an {@code Error}.</b> Camel catches exceptions only; an error on a thread of its own it logs
 *       and forgets, and the record would hold its partition for ever.
 *   <li><b>The look-up's repeats are not Camel redeliveries</b>, because not all of them count: an expired ticket and
 *       an outage use up no attempt, and a redelivery counter cannot know that.
 *   <li><b>The span goes along with the place in the window</b> ({@code TracedFlight}), as a record has one of each from
 *       its turn to its end, whatever stage it has reached and whatever thread it is on.
 * </ul>
 */
package io.batchtask.bridge.relay;
