/**
 * A NetServer to develop and test against: real HTTP, SOAP 1.1 only, as unforgiving as the real one, with faults that
 * can be scripted. What it knows of the wire comes from the vendor's published contract and documentation; it shares no
 * code with the product, so that a mistake cannot hide on both sides.
 *
 * <p>{@code Endpoint} is IIS and WCF, {@code RequestCheck} what WCF demands of an envelope, {@code Sessions} who may
 * come in, {@code Scripts} what each call is to meet, {@code FailureMix} what by chance, {@code Histories} what each
 * task has met, {@code Journal} what was seen.
 *
 * <p>Decision: where WCF passes over a mistake in silence (an action without quotes, an element it does not know, a
 * repeated header) this one refuses. Such a client works by luck, and another server or version may end that.
 */
package io.batchtask.bridge.dev.netserver;
