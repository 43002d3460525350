package io.batchtask.bridge.management;

import io.batchtask.bridge.management.Status.Contact;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A status as the HTML the page's slots take; everything in it is escaped. */
final class FirstState {
    private static final String NOTHING = "–";

    private FirstState() {}

    static Map<String, String> of(Status status) {
        Map<String, Object> slots = new HashMap<>();
        slots.put("version", status.version());
        slots.put("state", status.state());
        slots.put("stateClass", status.ready() ? "" : "bad");
        slots.put("time", status.time());
        slots.put("throughput", number(status.throughput()));
        slots.put("unfinished", status.unfinished());
        slots.put("oldest", number(status.oldestSeconds()));
        slots.put("lag", status.lag());
        Status.Calls calls = status.calls();
        slots.put("underWay", calls.underWay());
        slots.put("limit", calls.limit());
        slots.put("perSecond", calls.perSecond() == null ? null : number(calls.perSecond()));
        slots.put("waiting", calls.waiting());
        slots.put("repeated", calls.repeated());
        slots.put("p50", number(calls.p50()));
        slots.put("p95", number(calls.p95()));
        slots.put("p99", number(calls.p99()));
        Status.Books books = status.books();
        slots.put("received", books.received());
        slots.put("published", books.published());
        slots.put("rejected", books.rejected());
        slots.put("dropped", books.dropped());
        slots.put("givenBack", books.givenBack());
        Map<String, String> html = new HashMap<>();
        slots.forEach((name, value) -> html.put(name, escape(value)));
        html.put("checks", checks(status.checks()));
        html.put(
                "contacts",
                contact("Circuit breaker", status.breaker(), "probes")
                        + contact("Sign-in", status.signIn(), "sign-ins"));
        html.put("partitions", partitions(status.partitions()));
        html.put("recent", ends(status.recent()));
        html.put("rejects", ends(status.rejects()));
        return html;
    }

    private static String checks(List<Status.Check> checks) {
        return checks.stream()
                .map(check -> row(
                        head(check.name()),
                        cell(check.up() ? "" : "bad", check.up() ? "up" : "down"),
                        cell("why", check.reason() == null ? "" : check.reason())))
                .collect(Collectors.joining());
    }

    private static String contact(String name, Contact contact, String counted) {
        return row(
                head(name),
                cell(contact.reason() == null ? "" : "bad", contact.state()),
                cell("number", counted + ": " + contact.count()),
                cell("why", contact.reason() == null ? "" : contact.reason()));
    }

    private static String partitions(List<Status.Partition> partitions) {
        return partitions.stream()
                .map(one -> row(
                        head(one.topic()),
                        cell("number", one.partition()),
                        cell("number", one.committed()),
                        cell("number", one.firstUnfinished()),
                        cell("number", one.position()),
                        cell("number", one.span()),
                        cell("number", one.lag()),
                        cell(one.paused() ? "bad" : "", one.paused() ? "paused" : "on")))
                .collect(Collectors.joining());
    }

    private static String ends(List<Status.End> ends) {
        return ends.stream()
                .map(end -> row(
                        head(end.time()),
                        cell("number", end.task()),
                        cell("", end.origin()),
                        cell(end.rejected() ? "bad" : "", end.outcome()),
                        cell("", end.detail())))
                .collect(Collectors.joining());
    }

    private static String row(String... cells) {
        return Stream.of(cells).collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String head(Object value) {
        return "<th scope=\"row\">" + escape(value) + "</th>";
    }

    private static String cell(String kind, Object value) {
        return "<td class=\"" + kind + "\">" + escape(value) + "</td>";
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.valueOf(Math.round(value))
                : String.format(Locale.ROOT, "%.1f", value);
    }

    static String escape(Object value) {
        return value == null
                ? NOTHING
                : value.toString()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
    }
}
