/** Numbers about the service, as a ledger whose two sides are equal. */
package io.batchtask.bridge.metrics;
