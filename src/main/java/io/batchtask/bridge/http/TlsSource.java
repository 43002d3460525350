package io.batchtask.bridge.http;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Whom to trust and what to show, which may change while the product runs. */
@FunctionalInterface
public interface TlsSource {
    /** The JVM's own trust, and nothing to show. */
    TlsSource OF_THE_JVM = Optional::empty;

    /**
     * What is in force now; the same object as long as nothing has changed. Asked every few seconds, and never fails:
     * what cannot be read leaves in force what was.
     */
    Optional<SSLContext> current();
}
