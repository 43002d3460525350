package io.batchtask.bridge.http;

import java.net.URI;
import java.util.Map;

/**
 * One call.
 *
 * @param method {@code GET} or {@code POST}
 * @param headers as they go out, in that order; a body's Content-Type included
 * @param body empty for none
 * @param largestReply bytes; a longer one is given up
 * @param fresh whether it goes out on a connection of its own, whose answer cannot belong to no call
 */
public record HttpCall(
        String method, URI address, Map<String, String> headers, byte[] body, int largestReply, boolean fresh) {
    public static HttpCall get(URI address, Map<String, String> headers, int largestReply) {
        return new HttpCall("GET", address, headers, new byte[0], largestReply, false);
    }

    public static HttpCall post(URI address, Map<String, String> headers, byte[] body, int largestReply) {
        return new HttpCall("POST", address, headers, body, largestReply, false);
    }

    /** The same on a connection of its own. */
    public HttpCall onFreshConnection() {
        return new HttpCall(method, address, headers, body, largestReply, true);
    }
}
