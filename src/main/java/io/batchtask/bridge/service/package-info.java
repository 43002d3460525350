/**
 * The composition root and nothing else: {@code Wiring} turns settings into what the rooms need, {@code Service} puts the
 * rooms together, starts them in order and closes them in reverse.
 */
package io.batchtask.bridge.service;
