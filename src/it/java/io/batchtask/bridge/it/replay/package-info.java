/**
 * Dead letters sent back by the command, once each: killed, frozen, begun twice, with brokers that fail and letters of
 * every kind. What came back is judged by a reader that sees only what is committed.
 */
package io.batchtask.bridge.it.replay;
