/**
 * The program. {@code Main} hands over to the command line, which runs a {@code Service}; that one is put together here
 * from the settings, each room knowing only those below it:
 *
 * <pre>
 * Main ─ cli
 *   Service
 *   relay, health, metrics
 *   intake, request, netserver, online ─ ticket, event
 *   task, failure, settings
 * </pre>
 */
package io.batchtask.bridge;
