package io.batchtask.bridge.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A complete answer, read to its end. Large ones count against what all replies together may take of the memory until
 * they are closed; one that is never closed does so until its call would have been given up.
 *
 * @param headers by name in lower case; of one sent more than once, the first. Only ways of signing in
 *     ({@code www-authenticate}, {@code proxy-authenticate}) are all there, separated by commas
 * @param body empty for none
 * @param reused whether the connection had carried another call before: then the answer may belong to no call
 * @param read runs when it has been read; any number of times
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body, boolean reused, Runnable read)
        implements AutoCloseable {
    /** One that takes none of the memory of all replies. */
    public HttpReply(int status, Map<String, String> headers, byte[] body, boolean reused) {
        this(status, headers, body, reused, () -> {});
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** It has been read, and the next large one may be. */
    @Override
    public void close() {
        read.run();
    }
}
