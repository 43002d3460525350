package io.batchtask.bridge.http;

import java.io.IOException;

/** A reply is larger than its caller wants. */
final class ReplyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;
}
