package io.batchtask.bridge.netserver;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service version at the end of NetServer's address. Services84 to 88 share what is used here, under namespaces
 * that differ in the number alone, but for two elements that {@value #EXTENDED} has added; the generated contract speaks
 * {@value #CONTRACT}, so any other is renamed on the wire.
 *
 * @param word {@code Services88}, as the namespace spells it
 */
record ServiceVersion(String word) {
    private static final String CONTRACT = "Services86";
    private static final String EXTENDED = "Services88";
    private static final String PREFIX = "http://www.superoffice.net/ws/crm/NetServer/";
    private static final Pattern PATH = Pattern.compile("(?i).*/services(\\d+)/?");

    /** The version that address ends in; the contract's own when it ends in none. */
    static ServiceVersion of(URI base) {
        Matcher path = PATH.matcher(base.getPath());
        return new ServiceVersion(path.matches() ? "Services" + path.group(1) : CONTRACT);
    }

    /** Whether its tasks have a file name, and say what a cancellation would do. */
    boolean isExtended() {
        return word.equals(EXTENDED);
    }

    String toWire(String action) {
        return action.replace(PREFIX + CONTRACT, PREFIX + word);
    }

    /** @param envelope in UTF-8 */
    byte[] toWire(byte[] envelope) {
        return word.equals(CONTRACT)
                ? envelope
                : new String(envelope, StandardCharsets.UTF_8)
                        .replace(PREFIX + CONTRACT, PREFIX + word)
                        .getBytes(StandardCharsets.UTF_8);
    }

    String fromWire(String envelope) {
        return word.equals(CONTRACT) ? envelope : envelope.replace(PREFIX + word, PREFIX + CONTRACT);
    }
}
