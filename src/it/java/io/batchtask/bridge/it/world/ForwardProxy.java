package io.batchtask.bridge.it.world;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP proxy on a loopback port, as companies have them: forwards plain requests, tunnels TLS by CONNECT, and asks for
 * a user and a password. Knows every name: whatever is called {@code .test} is this machine.
 */
public final class ForwardProxy implements AutoCloseable {
    public static final String USER = "bridge";
    public static final String PASSWORD = "let-me:out";

    private static final int LONGEST_HEAD = 64 * 1024;

    private final ServerSocket listening;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final Queue<String> forwarded = new ConcurrentLinkedQueue<>();
    private final Queue<String> tunnelled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String password = PASSWORD;

    private ForwardProxy() {
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        thread("accept", this::accept);
    }

    public static ForwardProxy start() {
        return new ForwardProxy();
    }

    /** For {@code batchtask.netserver.proxy.url}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** For {@code HTTPS_PROXY}, with user and password in it. */
    public String variable() {
        return "http://" + USER + ":" + PASSWORD.replace(":", "%3A") + "@127.0.0.1:" + listening.getLocalPort();
    }

    /** From now on only that password is good; tunnels that are open are cut. */
    public void password(String next) {
        password = next;
        cut();
    }

    /** Targets of plain requests, {@code host:port} each. */
    public List<String> forwarded() {
        return List.copyOf(forwarded);
    }

    /** Targets of tunnels, {@code host:port} each. */
    public List<String> tunnelled() {
        return List.copyOf(tunnelled);
    }

    /** Requests without the right user and password. */
    public int refused() {
        return refused.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                thread("client", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One request or tunnel, and then the connection is closed. */
    private void serve(Socket client) {
        try (client) {
            Head head = Head.read(client.getInputStream());
            OutputStream back = client.getOutputStream();
            if (!head.header("proxy-authorization").equals(Optional.of("Basic " + credentials()))) {
                refused.incrementAndGet();
                head.readBody(client.getInputStream());
                back.write(("HTTP/1.1 407 Proxy Authentication Required\r\n"
                                + "Proxy-Authenticate: Basic realm=\"the test's proxy\"\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            } else if (head.method().equals("CONNECT")) {
                URI target = URI.create("tcp://" + head.target());
                tunnelled.add(head.target());
                try (Socket server = connect(target)) {
                    back.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    thread("tunnel", () -> pump(client, server));
                    pump(server, client);
                }
            } else {
                URI target = URI.create(head.target());
                forwarded.add(target.getRawAuthority());
                try (Socket server = connect(target)) {
                    server.getOutputStream().write(head.towards(target));
                    server.getOutputStream().write(head.readBody(client.getInputStream()));
                    pump(server, client);
                }
            }
        } catch (IOException over) {
            return; // one of the two has closed its connection
        } finally {
            open.remove(client);
        }
    }

    private String credentials() {
        return Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private Socket connect(URI target) throws IOException {
        String host = target.getHost().endsWith(".test") ? "127.0.0.1" : target.getHost();
        Socket server = new Socket(host, target.getPort());
        server.setTcpNoDelay(true);
        open.add(server);
        return server;
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            return;
        }
    }

    private void cut() {
        open.forEach(ForwardProxy::close);
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, "forward-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }

    /** The first line and the headers of a request. */
    private record Head(String method, String target, List<String> headers) {
        static Head read(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0 || head.size() > LONGEST_HEAD) {
                    throw new IOException("no request");
                }
                head.write(next);
            }
            List<String> lines =
                    head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
            String[] first = lines.get(0).split(" ");
            return new Head(first[0], first[1], lines.subList(1, lines.size()));
        }

        Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        byte[] readBody(InputStream in) throws IOException {
            return in.readNBytes(Integer.parseInt(header("content-length").orElse("0")));
        }

        /** As the server wants it: the path alone, and nothing that was for the proxy. */
        byte[] towards(URI target) {
            List<String> lines = new ArrayList<>();
            lines.add(method + " " + target.getRawPath()
                    + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()) + " HTTP/1.1");
            headers.stream()
                    .filter(line -> !line.toLowerCase(Locale.ROOT).matches("(proxy-|connection:|keep-alive:).*"))
                    .forEach(lines::add);
            lines.add("Connection: close");
            return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
