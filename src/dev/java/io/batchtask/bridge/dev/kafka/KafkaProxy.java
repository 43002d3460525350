package io.batchtask.bridge.dev.kafka;

import io.batchtask.bridge.dev.process.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Stands between clients and one listener of a broker, on a port of its own that it keeps until it is closed, and lets
 * through, drops or holds requests by what they ask for and who asks. Everything passes at first; every change applies at
 * once, to open connections too. Reads plain text only.
 *
 * <p>Kafka answers the requests of a connection in their order and clients rely on it. So nothing passes a request that
 * is held; and behind one that was dropped the connection stays open, but everything is dropped, until {@link #release}
 * ends it.
 */
public final class KafkaProxy implements AutoCloseable {
    /**
     * What a member asks its group coordinator, by a connection that consumers use for nothing else: without these a
     * member is cut off from its group and from its commits, and from nothing more.
     *
     * <p>Not among them: FIND_COORDINATOR. It may be asked of every broker, and goes by the connection the records come
     * by; without an answer to it no more records would come. A coordinator that is found and says nothing is what a
     * member of a large cluster sees too.
     */
    public static final Set<ApiKeys> COORDINATOR = Set.of(
            ApiKeys.JOIN_GROUP,
            ApiKeys.SYNC_GROUP,
            ApiKeys.HEARTBEAT,
            ApiKeys.LEAVE_GROUP,
            ApiKeys.OFFSET_COMMIT,
            ApiKeys.OFFSET_FETCH,
            ApiKeys.CONSUMER_GROUP_HEARTBEAT);

    private static final String HOST = "127.0.0.1";

    private final ServerSocket server;
    private volatile InetSocketAddress target;
    private final ConnectionGate gate = new ConnectionGate();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;
    private boolean cut;

    private KafkaProxy(int brokerPort) throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(HOST, Ports.free()));
        leadTo(brokerPort);
        acceptor = new Thread(this::accept, threads(port()) + "connections");
        acceptor.setDaemon(true);
    }

    /** In front of that port, whether a server listens there yet or not. */
    static KafkaProxy before(int brokerPort) throws IOException {
        KafkaProxy proxy = new KafkaProxy(brokerPort);
        proxy.acceptor.start();
        return proxy;
    }

    /** Connections that are made from now on go to that port. */
    void leadTo(int brokerPort) {
        target = new InetSocketAddress(HOST, brokerPort);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How the names of all its threads begin. */
    public String threads() {
        return threads(port());
    }

    static String threads(int port) {
        return "kafka-proxy-" + port + "-";
    }

    public String bootstrapServers() {
        return HOST + ":" + port();
    }

    // ---- what becomes of requests

    /** They do not reach the broker and are never answered. */
    public void drop(Set<ApiKeys> keys) {
        drop(keys, any -> true);
    }

    /** @param clientId whose requests; asked with an empty name for clients without one */
    public void drop(Set<ApiKeys> keys, Predicate<String> clientId) {
        gate.rule(ConnectionGate.Fate.DROPPED, keys, clientId);
    }

    /** They reach the broker when they are released, even if their client has gone away meanwhile. */
    public void hold(Set<ApiKeys> keys) {
        hold(keys, any -> true);
    }

    /** @param clientId whose requests; asked with an empty name for clients without one */
    public void hold(Set<ApiKeys> keys, Predicate<String> clientId) {
        gate.rule(ConnectionGate.Fate.HELD, keys, clientId);
    }

    /** Everything passes again, what is held first. Connections that lack an answer are closed. */
    public void release() {
        gate.release();
        connections.stream().filter(ProxiedConnection::isMute).forEach(ProxiedConnection::close);
    }

    /** Closes all connections; new ones are closed as soon as they are made. What is held is lost. */
    public synchronized void cut() {
        cut = true;
        connections.forEach(ProxiedConnection::close);
    }

    /** Clients may connect again. */
    public synchronized void mend() {
        cut = false;
    }

    // ---- what was seen

    /** Requests of that kind the broker has got. */
    public int forwarded(ApiKeys key) {
        return gate.counted(ConnectionGate.Fate.FORWARDED, key);
    }

    /** Requests of that kind that were dropped, for themselves or because one before them was. */
    public int dropped(ApiKeys key) {
        return gate.counted(ConnectionGate.Fate.DROPPED, key);
    }

    /** Requests of that kind that were ever held; those that wait behind them are not looked at before. */
    public int held(ApiKeys key) {
        return gate.counted(ConnectionGate.Fate.HELD, key);
    }

    // ---- connections

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException failed) {
                // closed, which the loop sees, or a client that left before it was welcomed
            }
        }
    }

    /** The port stays taken while cut: free, another program might get it, or a client be connected to itself. */
    private synchronized void connect(Socket client) {
        if (cut) {
            close(client);
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(client, target, gate, connections::remove);
        connections.add(connection);
        connection.start();
    }

    @Override
    public void close() {
        cut();
        close(server);
        List<ProxiedConnection> last = List.copyOf(connections);
        last.forEach(ProxiedConnection::join);
        ProxiedConnection.join(acceptor);
    }

    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // closed all the same
        }
    }
}
