/**
 * The one taxonomy of what can go wrong with a record. Foreign exceptions are translated into it once, where they
 * appear; after that only these types exist. Plain Java, no arrows but to {@code task}.
 *
 * <p>Foreign text is bounded first ({@code Excerpt}), then redacted ({@code Redactor}): what is known to be a secret by
 * {@code KnownSecrets}, what looks like one by {@code Lookalikes} and {@code Scan}. Decision: both by hand and not by
 * regular expressions that repeat, because the sender of the text would choose how long those take.
 */
package io.batchtask.bridge.failure;
