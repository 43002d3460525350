/**
 * What keeps the service from its work, each as a cause in words. {@link io.batchtask.bridge.health.Health} shows the
 * causes as Camel's health checks; the other classes are one question each and know their sources only as suppliers, so
 * they can be asked with any clock.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Alive means: the intake loop asks for records.</b> Nothing else is cured by killing the process; with a slow
 *       NetServer or an absent broker a new start would only repeat the records in flight. Making a consumer anew
 *       counts as a sign of life, and so does every poll that fails.
 *   <li><b>Camel's own checks are left out.</b> Its context check calls a process that is starting or stopping dead;
 *       its check of the Kafka consumer looks into the client from another thread than the client's own; and one check
 *       a route says nothing to the person on call.
 *   <li><b>The broker is asked with an admin client.</b> Without a broker a consumer's polls return nothing and do not
 *       fail, and it may be used by its own thread alone.
 * </ul>
 *
 * <p>What Kafka's admin client does unless set otherwise, decided option by option as for the others (see the kafka
 * room, where the common ones are). For this one alone: {@code default.api.timeout.ms} and {@code request.timeout.ms}
 * are less than the period of the questions, {@code reconnect.backoff.max.ms} is less than that, {@code retries} stay
 * without end within these; {@code bootstrap.controllers} are not asked.
 */
package io.batchtask.bridge.health;
