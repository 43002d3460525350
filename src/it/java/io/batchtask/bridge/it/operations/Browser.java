package io.batchtask.bridge.it.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.batchtask.bridge.dev.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, driven by its DevTools protocol; one page at a time. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private String target;
    private String session;

    /** The program; empty when there is none on this machine. */
    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path program) {
        try {
            profile = Files.createTempDirectory("batchtask-browser");
            process = new ProcessBuilder(
                            program.toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-dev-shm-usage",
                            "--remote-debugging-port=0",
                            "--window-size=1100,1700",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address(), new Replies())
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (Exception failed) {
            throw new IllegalStateException("the browser does not start", failed);
        }
    }

    /** An empty page that knows nothing of the one before, which is closed. */
    void openPage() {
        if (target != null) {
            send(null, "Target.closeTarget", Map.of("targetId", target));
        }
        complaints.clear();
        target = send(null, "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            send(session, domain + ".enable", Map.of());
        }
    }

    /** The browser writes where it listens into its profile. */
    private URI address() {
        Path file = profile.resolve("DevToolsActivePort");
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .ignoreExceptions()
                .until(
                        () -> {
                            List<String> lines = Files.readAllLines(file);
                            return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
                        },
                        address -> true);
    }

    void visit(URI address) {
        send(session, "Page.navigate", Map.of("url", address.toString()));
    }

    /** What an expression of the page's script comes to. */
    JsonNode evaluate(String expression) {
        JsonNode reply = send(
                session,
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (reply.has("exceptionDetails")) {
            throw new IllegalStateException(reply.get("exceptionDetails").toString());
        }
        return reply.path("result").path("value");
    }

    /** The text of the first element that fits; empty when none does. */
    String text(String selector) {
        return evaluate("(document.querySelector('" + selector + "') || {textContent: ''}).textContent")
                .asText();
    }

    void withoutScripts() {
        send(session, "Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** What its user prefers, {@code prefers-color-scheme} for instance; every other preference is as usual again. */
    void prefers(String feature, String value) {
        send(
                session,
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** How wide the window is, in CSS pixels; narrow ones as on a phone. */
    void width(int pixels) {
        send(
                session,
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600));
    }

    /** One key, by its name ({@code Tab}, {@code Enter}). */
    void press(String key) {
        int code = key.equals("Tab") ? 9 : 13;
        Map<String, Object> event = new LinkedHashMap<>(Map.of("key", key, "code", key, "windowsVirtualKeyCode", code));
        if (key.equals("Enter")) {
            event.put("text", "\r");
        }
        event.put("type", "keyDown");
        send(session, "Input.dispatchKeyEvent", event);
        event.put("type", "keyUp");
        send(session, "Input.dispatchKeyEvent", event);
    }

    void type(String text) {
        send(session, "Input.insertText", Map.of("text", text));
    }

    /** Errors of the page's script and of its security policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Of the whole page. */
    void screenshot(Path file) {
        JsonNode size = send(session, "Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> all =
                Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        String image = send(
                        session,
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true, "clip", all))
                .get("data")
                .asText();
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(image));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private JsonNode send(String to, String method, Map<String, Object> parameters) {
        int id = number.incrementAndGet();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (to != null) {
            message.put("sessionId", to);
        }
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(id, reply);
        try {
            socket.sendText(JSON.writeValueAsString(message), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(method, failed);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        ChildJvm.delete(profile);
    }

    private final class Replies implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                received(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void received(String message) {
            try {
                JsonNode event = JSON.readTree(message.getBytes(StandardCharsets.UTF_8));
                if (event.has("id")) {
                    CompletableFuture<JsonNode> reply =
                            replies.remove(event.get("id").asInt());
                    if (event.has("error")) {
                        reply.completeExceptionally(
                                new IllegalStateException(event.get("error").toString()));
                    } else {
                        reply.complete(event.get("result"));
                    }
                } else if (event.path("method").asText().equals("Runtime.exceptionThrown")
                        || (event.path("method").asText().equals("Log.entryAdded")
                                && event.at("/params/entry/level").asText().equals("error"))) {
                    complaints.add(event.get("params").toString());
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
