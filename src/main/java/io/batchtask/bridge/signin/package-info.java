/**
 * One ticket for the whole process: single-flight renewal, invalidated only while still current, doubted without being
 * given up. Cannot and may not are told apart: whoever cannot be reached is asked again soon, while credentials that
 * were refused are not sent again before they have changed, or but seldom; one back-off for both locks accounts. Knows
 * nothing of SOAP; how to sign in is handed in.
 */
package io.batchtask.bridge.signin;
