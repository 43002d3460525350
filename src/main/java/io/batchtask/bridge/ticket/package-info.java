/**
 * One ticket for the whole process: single-flight renewal, invalidated only while still current, back-off when signing
 * in is refused. Knows nothing of SOAP; how to sign in is handed in.
 */
package io.batchtask.bridge.ticket;
