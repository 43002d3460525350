/**
 * The composition root, and nothing else. {@code Service} puts the rooms together, starts them in order and closes them
 * in reverse; {@code Wiring} turns settings into what each room asks for, in that room's own words; {@code Bookkeeper}
 * enters in the ledger how each record ended and passes that on.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Rooms do not know the settings</b>, but for those whose subject they are (command line, monitoring, sign-in,
 *       TLS files): a setting may change its form and one line of {@code Wiring} with it.
 *   <li><b>What may change while the service runs is handed on as a supplier</b>: passwords in files, certificates, the
 *       tenant's address. It is asked at each use.
 *   <li><b>The management port is opened first and closed last</b>, so that a long start and a long drain can be
 *       watched.
 *   <li><b>One service without a topic.</b> The commands that look up once run the same rooms with reading switched
 *       off.
 * </ul>
 */
package io.batchtask.bridge.service;
