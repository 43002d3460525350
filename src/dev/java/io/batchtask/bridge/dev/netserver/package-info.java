/**
 * A NetServer to develop and test against: real HTTP, SOAP 1.1 only, as unforgiving as the real one, with faults that
 * can be scripted. What it knows of the wire comes from the vendor's published contract and documentation; it shares no
 * code with the product, so that a mistake cannot hide on both sides.
 */
package io.batchtask.bridge.dev.netserver;
