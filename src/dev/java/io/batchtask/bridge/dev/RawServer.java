package io.batchtask.bridge.dev;

import io.batchtask.bridge.dev.process.Ports;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does on each connection what a test says, byte by byte; nothing of it is a library. */
public final class RawServer implements Closeable {
    private final ServerSocket socket;
    private final Script script;
    private final boolean tls;
    private final Thread acceptor;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /** Heads of the requests so far. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** What happens on one connection; it is closed afterwards. */
    public interface Script {
        void run(Peer peer) throws Exception;
    }

    /** One connection. */
    public final class Peer {
        /** From 1, in the order in which they came. */
        public final int number;

        private byte[] body = new byte[0];
        private final Socket connection;
        private final InputStream in;
        private final OutputStream out;

        private Peer(Socket connection, int number) throws IOException {
            this.number = number;
            this.connection = connection;
            this.in = new BufferedInputStream(connection.getInputStream());
            this.out = connection.getOutputStream();
        }

        /** The head of the next request, its body read as well; null when there is none. */
        public String request() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.append((char) next);
            }
            String text = head.toString();
            int length = text.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
            body = in.readNBytes(length);
            requests.add(text);
            return text;
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** A good answer with that body. */
        public void answer(String body) throws IOException {
            write(ok(body));
        }

        /** Waits at most that long for the client, which has nothing more to send, to close the connection. */
        public boolean isClosedWithin(Duration time) throws IOException {
            connection.setSoTimeout((int) time.toMillis());
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException open) {
                return false;
            } finally {
                connection.setSoTimeout(0);
            }
        }

        /** The latest request's. */
        public String body() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public RawServer(Script script) {
        this(plain(), false, script);
    }

    /** @param tls whether that socket speaks it */
    public RawServer(ServerSocket socket, boolean tls, Script script) {
        this.socket = socket;
        this.tls = tls;
        this.script = script;
        this.acceptor = daemon(this::accept);
    }

    private static ServerSocket plain() {
        try {
            // Nobody else is given the port once this server is closed: a test may count on being refused there.
            return new ServerSocket(Ports.free(), 500, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The whole of a good answer. */
    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Answers each request with its number on that server. */
    public static Script counting() {
        AtomicInteger number = new AtomicInteger();
        return peer -> {
            while (peer.request() != null) {
                peer.answer("answer " + number.incrementAndGet());
            }
        };
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                open.add(connection);
                int number = connections.incrementAndGet();
                daemon(() -> serve(connection, number));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket connection, int number) {
        try (connection) {
            connection.setTcpNoDelay(true);
            script.run(new Peer(connection, number));
        } catch (Exception gone) {
            // the other side has had enough
        } finally {
            open.remove(connection);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public URI url() {
        return URI.create((tls ? "https" : "http") + "://localhost:" + socket.getLocalPort() + "/crm/Batch.svc");
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** Connections that are there now. */
    public int open() {
        return open.size();
    }

    /** Afterwards nobody is let in: the system listens as long as a thread is in {@code accept}, closed or not. */
    @Override
    public void close() {
        try {
            socket.close();
            acceptor.join();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
