/**
 * What goes in, what comes out, and what NetServer may say in between, to the byte; and that the stand-ins the other
 * tests rely on are what they seem: a simulated NetServer as strict as the real one, a proxy that keeps back what it is
 * ruled to.
 */
package io.batchtask.bridge.it.contract;
