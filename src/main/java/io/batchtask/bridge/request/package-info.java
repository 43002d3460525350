/**
 * From bytes to a request. Accepted: decimal text, a JSON number, a JSON object with {@code id} ({@code taskId},
 * {@code batchTaskId}) and optional {@code follow}, or a CloudEvent, binary or structured, whose data is one of these.
 *
 * <p>Strict where leniency would guess: {@code 42.0} and {@code 4e1} are fractions, a field that stands there twice is
 * ambiguous, a byte-order mark is not JSON. Decimal text follows the same rule as a JSON number wherever it stands, in
 * the value or in a JSON string: no plus sign, no leading zeros ({@code 007} is more likely an article number
 * than a task id).
 */
package io.batchtask.bridge.request;
