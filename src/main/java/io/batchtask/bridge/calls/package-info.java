/**
 * One call to NetServer, and when to make it. {@code Caller} makes it: turn, ticket, call, leave, through one of the
 * two {@code CallRoutes}. {@code CallLimiter} says who may call, {@code AdaptiveRate} how often; {@code Breaker}
 * whether calling makes sense, {@code Probe} and {@code ProbeSchedule} when it does again; {@code Attempts} what
 * follows from a call that was not answered, by {@code Retry}, {@code FailureStreak} and {@code FailureShare}, and from
 * the answer that there is no such task, by {@code NotFoundGrace} and {@code Absence}.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>One way to call</b>, for look-ups and probes alike: what a reply says about the ticket and the rate is
 *       entered in one place, and a call that has begun ends in one place, whatever breaks.
 *   <li><b>Calls are limited, not records.</b> A record that waits for a back-off or for Kafka's acknowledgement holds
 *       no call, so all calls are always in use.
 *   <li><b>Who has called before goes first.</b> A retry has had its back-off; a second wait in the queue would make it
 *       as long as the queue, and holds its lane and its partition's commit point up for nothing.
 *   <li><b>Who waits for a task to appear takes turns with who has not asked yet.</b> Ahead of them, thousands of ids
 *       that will never be found would hold the others up; behind them, a backlog would make of a grace of seconds one
 *       of hours.
 *   <li><b>Throttling is answered by fewer calls a second, not by fewer at once</b>, because services throttle by rate.
 *       A {@code Retry-After} holds one record back, not all: the others' answers are what the limit is measured by.
 *   <li><b>An outage is asked for, not counted.</b> A failure rate answers the wrong question: failures that come
 *       quickly are counted before the answers of the same moment, and the more so the more calls are made at once. Ten
 *       different tasks without an answer in between are only a reason to ask; the answer decides.
 *   <li><b>Poison is what fails more often than its neighbours.</b> Where a share p of all calls fails, n failures in a
 *       row have the probability p<sup>n</sup> for any record; one is given up when that is next to nothing.
 *   <li><b>Durations are monotonic.</b> The clock is for what people read: it may be set, and neither spends retries
 *       nor stretches an outage.
 * </ul>
 */
package io.batchtask.bridge.calls;
