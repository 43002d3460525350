package io.batchtask.bridge.failure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Masks texts that are known, as they are and as a server writes them into XML, JSON, an address or base64. Linear
 * time. */
final class KnownSecrets {
    /** Shorter ones cannot be told from other text. */
    static final int SHORTEST = 4;

    /** Of what is shorter, its base64 may be anything. */
    private static final int SHORTEST_ENCODED = 8;

    private static final Pattern PERCENT = Pattern.compile("%..");

    private final List<String> secrets;
    private final List<String> forms;

    /** @param secrets none shorter than {@link #SHORTEST} */
    KnownSecrets(Collection<String> secrets) {
        this.secrets = List.copyOf(secrets);
        this.forms = this.secrets.stream()
                .flatMap(secret -> forms(secret).stream())
                .distinct()
                .toList();
    }

    boolean areOf(List<String> others) {
        return secrets.equals(others);
    }

    private static Set<String> forms(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        String xml = secret.replace("&", "&amp;").replace("<", "&lt;");
        forms.add(xml); // the others need not be escaped
        forms.add(xml.replace(">", "&gt;"));
        String attribute = xml.replace(">", "&gt;").replace("\"", "&quot;");
        forms.add(attribute);
        forms.add(attribute.replace("'", "&apos;"));
        forms.add(attribute.replace("'", "&#39;"));
        String json = secret.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        String quoted = json.replace("\"", "\\\"");
        forms.add(quoted);
        forms.add(quoted.replace("/", "\\/"));
        forms.add(escaped(quoted.chars(), "", "\\u%04x"));
        forms.add(escaped(json.chars(), "\"'&+<>`", "\\u%04X")); // as .NET does
        for (String reference : List.of("&#%d;", "&#x%x;", "&#x%X;")) {
            forms.add(escaped(secret.codePoints(), "\"'&<>", reference));
            for (String named : List.of(xml, attribute, attribute.replace("'", "&#39;"))) {
                forms.add(escaped(named.codePoints(), "", reference));
            }
        }
        if (secret.length() >= SHORTEST_ENCODED) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String form : List.of(
                url, PERCENT.matcher(url).replaceAll(code -> code.group().toLowerCase(Locale.ROOT)))) {
            forms.add(form);
            forms.add(form.replace("+", "%20"));
        }
        return forms;
    }

    private static String escaped(IntStream units, String special, String form) {
        StringBuilder escaped = new StringBuilder();
        units.forEach(unit -> escaped.append(
                unit < 0x80 && special.indexOf(unit) < 0 ? String.valueOf((char) unit) : form.formatted(unit)));
        return escaped.toString();
    }

    /**
     * The text with {@code mask} in the place of each; where they overlap, of all of them. The beginning of a secret at
     * which {@link Excerpt} has cut is one.
     */
    String mask(String text, String mask) {
        int[] ends = new int[text.length() + 1]; // where what begins here ends
        boolean found = false;
        for (String form : forms) {
            found |= mark(text, form, ends);
        }
        if (!found) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = ends[at];
            if (end == 0) {
                clean.append(text.charAt(at++));
                continue;
            }
            for (int next = at; next < end; next++) {
                end = Math.max(end, ends[next]);
            }
            clean.append(mask);
            at = end;
        }
        return clean.toString();
    }

    /** Knuth, Morris and Pratt's search: a server knows its tickets, and could send what makes any other one slow. */
    private static boolean mark(String text, String form, int[] ends) {
        if (text.indexOf(form.substring(0, SHORTEST)) < 0) {
            return false;
        }
        int[] borders = borders(form);
        boolean found = false;
        int matched = 0;
        for (int at = 0; at < text.length(); at++) {
            while (matched > 0 && (matched == form.length() || text.charAt(at) != form.charAt(matched))) {
                matched = borders[matched - 1];
            }
            if (text.charAt(at) == form.charAt(matched)) {
                matched++;
            }
            if (matched == form.length() || (matched >= SHORTEST && text.startsWith(Excerpt.CUT, at + 1))) {
                int start = at + 1 - matched;
                ends[start] = Math.max(ends[start], at + 1);
                found = true;
            }
        }
        return found;
    }

    /** For each beginning of the text, the length of the longest shorter one that it ends with. */
    private static int[] borders(String text) {
        int[] borders = new int[text.length()];
        for (int at = 1, border = 0; at < text.length(); at++) {
            while (border > 0 && text.charAt(at) != text.charAt(border)) {
                border = borders[border - 1];
            }
            if (text.charAt(at) == text.charAt(border)) {
                border++;
            }
            borders[at] = border;
        }
        return borders;
    }
}
