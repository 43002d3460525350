/**
 * A real broker for tests and the demo: a child process, because only that can be killed and started again. For tests a
 * proxy stands before one of its listeners, because only that can keep some requests from a broker and not others.
 */
package io.batchtask.bridge.dev.kafka;
