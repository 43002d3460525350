package io.batchtask.bridge.dev.netserver;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a SOAP 1.1 endpoint of WCF reads: {@code text/xml} in a Unicode encoding, and nothing else. */
final class ContentType {
    private static final Pattern XML = Pattern.compile("(?i)\\s*text/xml\\s*(;.*)?");
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]+)");

    private ContentType() {}

    /** The encoding of a body with that content type; empty when such a body is not read at all. */
    static Optional<Charset> charset(String header) {
        if (header == null || !XML.matcher(header).matches()) {
            return Optional.empty();
        }
        Matcher charset = CHARSET.matcher(header);
        return switch (charset.find() ? charset.group(1).toLowerCase(Locale.ROOT) : "utf-8") {
            case "utf-8" -> Optional.of(StandardCharsets.UTF_8);
            case "utf-16" -> Optional.of(StandardCharsets.UTF_16);
            default -> Optional.empty();
        };
    }
}
