package io.batchtask.bridge.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that are called straight, as {@code NO_PROXY} lists them. No standard says how; this takes what curl, Go
 * and Python understand: {@code *} for all; a host, which stands for those below it as well, with a leading dot or
 * without; an address; a network ({@code 10.0.0.0/8}); each with {@code :port} or without. A star stands for anything
 * also within an entry. Names are not resolved: an address or a network is only found in a target that is written as
 * one.
 */
final class NoProxy {
    private static final Pattern ENTRY = Pattern.compile("(?<host>\\[[^\\]]*]|[^:\\[\\]]+)(?::(?<port>[0-9]{1,5}))?");
    /** With a colon; of any other text with one a name server would be asked. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    private final List<Predicate<Target>> entries = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();

    /** A host in lower case, and as an address when it is written as one. */
    private record Target(String host, Optional<InetAddress> address, int port) {}

    private NoProxy() {}

    /** From a list separated by commas or white space, as environment variables have it. */
    static NoProxy of(String list) {
        NoProxy hosts = new NoProxy();
        for (String entry : list.split("[,\\s]+")) {
            try {
                if (!entry.isEmpty()) {
                    hosts.entries.add(entry(entry.toLowerCase(Locale.ROOT)));
                }
            } catch (IllegalArgumentException unreadable) {
                hosts.passedOver.add(unreadable.getMessage());
            }
        }
        return hosts;
    }

    /**
     * From the JVM's list, by the JVM's own rule: that host alone, not those below it, but for what a star stands for.
     */
    static NoProxy ofTheJvm(String list) {
        NoProxy hosts = new NoProxy();
        for (String entry : list.split("\\|")) {
            String host = bare(entry.strip().toLowerCase(Locale.ROOT));
            Optional<InetAddress> address = address(host);
            Pattern pattern = pattern(host);
            hosts.entries.add(target -> pattern.matcher(target.host()).matches()
                    || (address.isPresent() && target.address().equals(address)));
        }
        return hosts;
    }

    /** Why entries have no effect, each with the entry: a list is for many programs, and some understand more. */
    List<String> passedOver() {
        return passedOver;
    }

    /** Whether that host is called straight. */
    boolean has(String host, int port) {
        String plain = bare(host.toLowerCase(Locale.ROOT));
        Target target = new Target(plain, address(plain), port);
        return entries.stream().anyMatch(entry -> entry.test(target));
    }

    private static Predicate<Target> entry(String text) {
        if (text.contains("/")) {
            return network(text);
        }
        if (address(bare(text)).isPresent()) { // an IPv6 address has colons and no port
            return host(bare(text));
        }
        Matcher parts = ENTRY.matcher(text);
        if (!parts.matches() || bare(parts.group("host")).isEmpty()) {
            throw new IllegalArgumentException(Shown.address(text) + " is no host, address or network");
        }
        Predicate<Target> host = host(bare(parts.group("host")));
        String port = parts.group("port");
        return port == null ? host : host.and(target -> target.port() == Integer.parseInt(port));
    }

    private static Predicate<Target> host(String text) {
        Optional<InetAddress> address = address(text);
        if (address.isPresent()) {
            return target -> target.address().equals(address);
        }
        String name = text.replaceFirst("^\\*?\\.", "");
        if (name.contains("*")) {
            Pattern pattern = pattern(name);
            return target -> pattern.matcher(target.host()).matches();
        }
        return target -> target.host().equals(name) || target.host().endsWith("." + name);
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE);
    }

    private static Predicate<Target> network(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> network = address(bare(text.substring(0, slash)));
        String length = text.substring(slash + 1);
        if (network.isEmpty()
                || !length.matches("[0-9]{1,3}")
                || Integer.parseInt(length) > 8 * network.get().getAddress().length) {
            throw new IllegalArgumentException(Shown.address(text) + " is no network such as 10.0.0.0/8");
        }
        int bits = Integer.parseInt(length);
        byte[] begin = network.get().getAddress();
        return target -> target.address()
                .filter(address -> sharesBits(address.getAddress(), begin, bits))
                .isPresent();
    }

    private static boolean sharesBits(byte[] one, byte[] other, int bits) {
        if (one.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((one[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Without the brackets of an IPv6 address, its zone, and the dot that ends an absolute name. */
    private static String bare(String host) {
        return host.replaceAll("^\\[|]$|%[^\\]]*|\\.$", "");
    }

    /** The address written there; empty for a name, which is not resolved. */
    static Optional<InetAddress> address(String text) {
        if (!isLiteral(text)) {
            return Optional.empty();
        }
        try { // in brackets the JDK takes it for an address or for nothing
            return Optional.of(InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Whether the JDK takes that for an address without asking a name server. */
    static boolean isLiteral(String text) {
        Matcher four = IPV4.matcher(text);
        return IPV6.matcher(text).matches()
                || (four.matches()
                        && Stream.of(1, 2, 3, 4).allMatch(part -> Integer.parseInt(four.group(part)) <= 255));
    }
}
