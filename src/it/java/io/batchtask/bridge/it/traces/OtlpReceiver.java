package io.batchtask.bridge.it.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector does: OTLP over HTTP, in protobuf. */
final class OtlpReceiver implements AutoCloseable {
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    private void receive(HttpExchange http) throws IOException {
        try (http;
                InputStream body = http.getRequestBody()) {
            String type = http.getRequestHeaders().getFirst("Content-Type");
            if (!http.getRequestURI().getPath().equals("/v1/traces") || !"application/x-protobuf".equals(type)) {
                problems.add(http.getRequestMethod() + " " + http.getRequestURI() + " " + type);
                http.sendResponseHeaders(404, -1);
                return;
            }
            boolean zipped = "gzip".equals(http.getRequestHeaders().getFirst("Content-Encoding"));
            requests.add(ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body));
            http.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            http.sendResponseHeaders(200, -1);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<ResourceSpans> resources() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .toList();
    }

    List<Span> spans() {
        return resources().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** Requests that were none for spans. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
