/**
 * The story of a record. {@code RelayRoutes} tells it; {@code Relay} brings records to it and out of it; {@code LookUp}
 * makes the calls one look-up takes, each through {@code Ask}, which is a route as well; {@code Gate} says who may call,
 * {@code Outage} whether calling makes sense, {@code Probe} when it does again, {@code Retry} when to try again;
 * {@code Steps} are the small steps, {@code Endpoints} spells the Kafka URIs.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Failures are values.</b> A step that cannot go on makes a {@code GivenUp} of the body, and the route sends
 *       it to the dead-letter topic. Exceptions are left to Kafka's producer, where Camel's error handler repeats
 *       without holding a thread.
 *   <li><b>The look-up's repeats are not Camel redeliveries</b>, because not all of them count: an expired ticket and
 *       an outage use up no attempt, and a redelivery counter cannot know that.
 *   <li><b>Calls are limited, not records.</b> A record that waits for a back-off or for Kafka's acknowledgement holds
 *       no call, so all calls are always in use.
 * </ul>
 */
package io.batchtask.bridge.relay;
