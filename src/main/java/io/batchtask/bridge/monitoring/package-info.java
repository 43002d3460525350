/**
 * What an operator sees of a running service. {@code Operations} puts it together and is the room's face: {@code
 * HealthChecks} names the checks, {@code RelayMeters} the meters beside the ledger, {@code StatusReader} reads the
 * status page's numbers once a second, {@code InstanceNames} says which instance it is, {@code RecentRecords} keeps how the latest records ended, and {@code Preview}
 * looks one task up by hand.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Reads, never counts.</b> Each number is read from {@code Watched}, the parts that know it anyway; so a meter
 *       costs nothing until it is scraped. The exceptions are times of calls and the latest records, which are
 *       reported.
 *   <li><b>Changes nothing.</b> Only a look-up by hand asks NetServer, on the service's own path, and publishes
 *       nothing.
 *   <li><b>Knows no composition.</b> The parts are handed in by the composition root, which alone knows how they are
 *       made.
 * </ul>
 */
package io.batchtask.bridge.monitoring;
