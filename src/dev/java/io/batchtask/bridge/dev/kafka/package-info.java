/** A real broker for tests and the demo. A child process, because only that can be killed and started again. */
package io.batchtask.bridge.dev.kafka;
