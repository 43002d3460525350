package io.batchtask.bridge.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of NetServer: up to the service version, without a user, because it is logged. */
final class BaseAddress {
    private static final String KEY = "batchtask.netserver.url";
    private static final Pattern SERVICE = Pattern.compile("(?i).*/Services\\d+/([A-Za-z]+\\.svc\\S*)");

    private static final Pattern VERSION = Pattern.compile("(?i).*/Services(\\d{1,9})/?");

    /** They share what is used here; what another one understands is not known. */
    private static final String KNOWN = "8[4-8]";

    private BaseAddress() {}

    /** @param unusable gets the key when the value cannot be used */
    static void check(Map<String, SourceValue> values, Set<String> unusable, List<String> problems) {
        SourceValue value = values.get(KEY);
        if (value == null || unusable.contains(KEY)) {
            return;
        }
        objection(value.text()).ifPresent(advice -> {
            problems.add(KEY + " = " + Shown.address(value.text()) + " (" + value.from()
                    + ") is not allowed: an http or https address that ends in the service version,"
                    + " https://host/app/Remote/Services86/" + advice);
            unusable.add(KEY);
        });
    }

    /** Empty when it can be used; an empty advice says no more than the rule. */
    private static Optional<String> objection(String text) {
        if (text.indexOf('@') >= 0) {
            return Optional.of("; without user and password, which have settings of their own:"
                    + " batchtask.netserver.username and .password; an @ in the path is written %40");
        }
        Matcher service = SERVICE.matcher(text);
        if (service.matches()) {
            return Optional.of("; leave out " + Shown.line(service.group(1)));
        }
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException invalid) {
            return Optional.of(
                    text.matches("(?s).*\\s.*")
                            ? "; a space is written %20"
                            : "; at character " + (invalid.getIndex() + 1) + ": " + invalid.getReason());
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("; it begins with http:// or https://");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            return Optional.of("; leave out " + Shown.line(text.replaceFirst("^[^?#]*", "")));
        }
        Optional<Authority> machine = Authority.of(address);
        if (machine.isEmpty()) {
            return Optional.of(
                    "; its host is a name of letters, digits, dots, hyphens and underscores, or an IP address,"
                            + " IPv6 in brackets; a port is 1 to 65535");
        }
        if (scheme.equals("https") && machine.get().host().indexOf('_') >= 0) {
            return Optional.of(
                    "; with https a name without an underscore, because Java accepts no certificate for one");
        }
        return version(address.getPath());
    }

    private static Optional<String> version(String path) {
        Matcher version = VERSION.matcher(path);
        if (!version.matches()) {
            return Optional.of("");
        }
        return version.group(1).matches(KNOWN)
                ? Optional.empty()
                : Optional.of("; Services84 to Services88 are known, Services" + version.group(1) + " is not");
    }
}
