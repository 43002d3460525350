/**
 * Numbers about the service, under the prefix {@code batchtask}: a ledger whose two sides are equal, meters that are
 * read from what the rooms know anyway, and Kafka's and the JVM's own.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>No label grows with the input:</b> no task id, no key, no message. Partitions are the widest.
 *   <li><b>Camel's meters of routes are on, its meters of exchanges and nodes are off:</b> the former cost about five
 *       microseconds a record, one to two percent of what a record costs, and Camel's dashboards need them; the latter
 *       would cost as much for each endpoint, and for each step.
 *   <li><b>Percentiles are for the page alone.</b> Collected metrics carry a histogram, which can be added up.
 * </ul>
 */
package io.batchtask.bridge.metrics;
