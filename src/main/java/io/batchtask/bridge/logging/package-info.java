/**
 * The form of the log. {@code SummingAppender} stands between the loggers and the console: what comes too often is
 * counted ({@code Surges}, {@code Surge}) and said in a summary. {@code FieldEncoder} writes the keys of a line as
 * fields of the Elastic Common Schema. {@code LinePattern} is what both know of a line; {@code Lasting} is how long
 * something took, in words.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Every line of ours is {@code text; key={} key={}}.</b> The text stays the same, so lines can be counted and
 *       searched for by it; what differs stands behind keys.
 *   <li><b>Lines are counted behind the loggers, not where they are written.</b> So the bound holds for all of them,
 *       those of libraries and those no one has thought of included, and a call site says what has happened, no more.
 *   <li><b>The room is part of the configuration of Logback</b>: only its files name its classes.
 * </ul>
 */
package io.batchtask.bridge.logging;
