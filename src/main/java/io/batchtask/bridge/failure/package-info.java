/**
 * The one taxonomy of what can go wrong with a record. Foreign exceptions are translated into it once, where they
 * appear; after that only these types exist. A leaf: plain Java, no arrows to other rooms.
 *
 * <p>Foreign text is bounded first ({@code Excerpt}), then redacted ({@code Redactor}): what is known to be a secret by
 * {@code KnownSecrets}, what looks like one by {@code Lookalikes}. Decision: both by hand and not by regular expressions
 * that repeat, because whoever sends the text would choose how long those take.
 */
package io.batchtask.bridge.failure;
