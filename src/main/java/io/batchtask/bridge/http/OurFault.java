package io.batchtask.bridge.http;

import java.io.IOException;

/** Something failed on our side, such as memory; in the form in which the client passes it on. */
final class OurFault extends IOException {
    private static final long serialVersionUID = 1L;

    OurFault(Throwable cause) {
        super(cause);
    }
}
