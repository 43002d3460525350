package io.batchtask.bridge.management;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page: one file, its first state written into it here, so that it says something without a script. Its own script
 * and style are allowed by their hashes, and nothing else is.
 */
final class StatusPage {
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private final String template;
    private final String policy;

    private StatusPage(String template) {
        this.template = template;
        this.policy = "default-src 'none'; script-src '" + hash("script") + "'; style-src '" + hash("style")
                + "'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    }

    static StatusPage load() {
        try (InputStream file = StatusPage.class.getResourceAsStream("/management/status.html")) {
            return new StatusPage(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Answer of(Status status) {
        Map<String, String> first = FirstState.of(status);
        Matcher slot = SLOT.matcher(template);
        String page = slot.replaceAll(found -> Matcher.quoteReplacement(first.get(found.group(1))));
        return new Answer(200, "text/html; charset=utf-8", page, Map.of(SecurityHeaders.POLICY, policy));
    }

    private String hash(String element) {
        int start = template.indexOf("<" + element + ">") + element.length() + 2;
        String content = template.substring(start, template.indexOf("</" + element + ">"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
