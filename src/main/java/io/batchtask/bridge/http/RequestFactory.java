package io.batchtask.bridge.http;

import java.net.URI;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;

/** From a call to what the client sends. */
final class RequestFactory {
    private static final String TYPE = "Content-Type";

    private RequestFactory() {}

    /**
     * What is asked for is asked for as it is: without this header a server may compress.
     *
     * @throws IllegalArgumentException if it cannot be sent as it stands, with the reason; values are not quoted
     */
    static AsyncRequestProducer of(HttpCall call) {
        URI address = call.address();
        boolean http = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!http
                || address.getRawAuthority() == null
                || address.getRawAuthority().contains("@")) {
            throw new IllegalArgumentException("no http or https address with a host and without a user");
        }
        AsyncRequestBuilder building = AsyncRequestBuilder.create(call.method()).setUri(address);
        call.headers().forEach((name, value) -> {
            requirePrintable(name, value);
            if (!name.equalsIgnoreCase(TYPE)) {
                building.addHeader(name, value);
            }
        });
        building.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        if (call.body().length > 0) {
            String type = call.headers().getOrDefault(TYPE, ContentType.APPLICATION_OCTET_STREAM.toString());
            building.setEntity(AsyncEntityProducers.create(call.body(), ContentType.parse(type)));
        }
        return building.build();
    }

    /** The client would change what does not belong into a header, without a word. */
    private static void requirePrintable(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(letter -> letter > ' ' && letter < 127 && letter != ':')) {
            throw new IllegalArgumentException("a header's name cannot be sent");
        }
        if (!value.chars().allMatch(letter -> letter >= ' ' && letter < 127)) {
            throw new IllegalArgumentException("the value of the header " + name + " cannot be sent");
        }
    }
}
