/**
 * What goes in, what comes out, and what NetServer may say in between, to the byte; and that the simulated NetServer is
 * as strict as the real one.
 */
package io.batchtask.bridge.it.contract;
