/**
 * Keys and certificates in PEM files (RFC 7468), whatever wrote them: OpenSSL, cert-manager, an editor on Windows. A
 * leaf, so that the key of the mutual TLS and the key of an Online app are read by the same code. The JDK reads PKCS#8
 * only; what stands in the older forms is PKCS#8 but for a few bytes around it.
 */
package io.batchtask.bridge.pem;
