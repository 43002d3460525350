/**
 * One ticket for the whole process. {@code Tickets} holds it: single-flight renewal, invalidated only while still
 * current, doubted without being given up. {@code SignIns} are the ways to get one, {@code OnlineTenant} where a tenant
 * of SuperOffice Online is. "Cannot" and "may not" are different: a server that cannot be reached is asked again soon,
 * while credentials that were refused are not sent again before they have changed, or but seldom; one back-off for both
 * locks accounts.
 */
package io.batchtask.bridge.signin;
