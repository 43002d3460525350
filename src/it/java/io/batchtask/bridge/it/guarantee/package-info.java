/**
 * Nothing lost, nothing stuck, nothing reordered: each test causes what the guarantees' table of the README names (kill,
 * freeze, restart, outage, a missing topic) and closes the books of the topics afterwards.
 */
package io.batchtask.bridge.it.guarantee;
