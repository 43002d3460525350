/**
 * From an answer to the record that is published, and the headers of a dead letter. Plain functions, no Camel.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>{@code ce_id} is topic, partition and offset of the request</b>, and {@code ce_time} the request's time
 *       stamp, not the clock's: a repeat after a crash is recognisable. It is no copy: the task is looked up again, and
 *       may be in a newer state, or gone. Which of two answers is newer is said by {@code batchtask-looked-up-at}.
 *   <li><b>A request's {@code ce_} headers do not travel</b>, since they would speak for the event; its id and source go
 *       on under names of ours, its trace under the name every tracer looks for. What makes a chain of CloudEvents goes
 *       on as CloudEvents has it: the request is the event's cause, and both are of one correlation.
 *   <li><b>Known but empty is {@code null}, never absent</b>; only masked fields are missing.
 *   <li><b>A masked field is left out, not blanked</b>, so that it is not mistaken for an empty one.
 * </ul>
 */
package io.batchtask.bridge.event;
