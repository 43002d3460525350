package io.batchtask.bridge.cli;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;

/** What to do about a handshake that failed. */
final class TlsAdvice {
    private TlsAdvice() {}

    static String of(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the server's certificate has expired: it must be renewed there";
            }
            if (cause instanceof CertPathBuilderException) {
                return "trust the issuer of the server's certificate with batchtask.netserver.tls.trust-store";
            }
            String message = String.valueOf(cause.getMessage());
            if (message.contains("No name matching") || message.contains("subject alternative")) {
                return "the certificate is for another host: use the name it is for in batchtask.netserver.url";
            }
            if (message.contains("Unsupported or unrecognized SSL message")) {
                return "is this port really an https one?";
            }
            if (message.contains("certificate_required") || message.contains("bad_certificate")) {
                return "the server wants a client certificate: batchtask.netserver.tls.key-store";
            }
        }
        return "check batchtask.netserver.tls.*";
    }
}
