package io.batchtask.bridge.management;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The page: one file, a template that knows no logic. A page that opens gets all of it; an open one gets the content of
 * its live elements, rendered from the same text, so the page says the same with a script and without one. Its own
 * script and style are allowed by their hashes, and nothing else is.
 */
final class StatusPage {
    /** An element whose content changes; none holds another of its kind. */
    private static final Pattern LIVE = Pattern.compile("(?s)<(\\w+) id=\"(\\w+)\"[^>]* data-live>(.*?)</\\1>");

    /** All that is filled in is escaped; what is null is not known. */
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(true)
            .nullValue("–")
            .withFormatter(value -> value instanceof Double number ? shown(number) : String.valueOf(value));

    private final Template page;
    private final Map<String, Template> live = new LinkedHashMap<>();
    private final String policy;
    private Rendering latest = new Rendering(null);

    /** What has been made of one status so far. */
    private static final class Rendering {
        private final Status status;
        private Answer page;
        private String parts;

        Rendering(Status status) {
            this.status = status;
        }
    }

    private StatusPage(String text) {
        this.page = COMPILER.compile(text);
        LIVE.matcher(text).results().forEach(part -> live.put(part.group(2), COMPILER.compile(part.group(3))));
        this.policy = "default-src 'none'; script-src '" + hash(text, "script") + "'; style-src '"
                + hash(text, "style")
                + "'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    }

    static StatusPage load() {
        try (InputStream file = StatusPage.class.getResourceAsStream("/management/status.html")) {
            return new StatusPage(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** All of it. Rendered once for each status, however many ask. */
    synchronized Answer of(Status status) {
        Rendering now = rendering(status);
        if (now.page == null) {
            now.page = new Answer(
                    200, "text/html; charset=utf-8", page.execute(status), Map.of(SecurityHeaders.POLICY, policy));
        }
        return now.page;
    }

    /** The content of its live elements, by their ids, as JSON. Rendered once for each status, however many look. */
    synchronized String parts(Status status) {
        Rendering now = rendering(status);
        if (now.parts == null) {
            Map<String, String> parts = new LinkedHashMap<>();
            live.forEach((id, template) -> parts.put(id, template.execute(status)));
            now.parts = Json.text(parts);
        }
        return now.parts;
    }

    private Rendering rendering(Status status) {
        if (latest.status != status) {
            latest = new Rendering(status);
        }
        return latest;
    }

    private static String shown(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.valueOf(Math.round(value))
                : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String hash(String text, String element) {
        int start = text.indexOf("<" + element + ">") + element.length() + 2;
        String content = text.substring(start, text.indexOf("</" + element + ">"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
