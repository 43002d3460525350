package io.batchtask.bridge.dev.kafka;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A client's connection and the one to the broker that belongs to it. One thread takes requests, another answers; both
 * block, so a slow side slows down the other, as without a proxy.
 */
final class ProxiedConnection {
    private static final int LONGEST_CONNECT_MILLIS = 5_000;
    private static final int BUFFER = 64 * 1024;

    private final Socket client;
    private final Socket broker = new Socket();
    private final InetSocketAddress target;
    private final ConnectionGate gate;
    private final Consumer<ProxiedConnection> ended;
    private final Thread requests;
    private final Thread answers;
    private volatile boolean closed;
    private volatile boolean mute;

    /** @param ended called when both threads are done */
    ProxiedConnection(Socket client, InetSocketAddress target, ConnectionGate gate, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.target = target;
        this.gate = gate;
        this.ended = ended;
        String name = KafkaProxy.threads(client.getLocalPort()) + client.getPort();
        requests = new Thread(this::requests, name + "-requests");
        requests.setDaemon(true);
        answers = new Thread(this::answers, name + "-answers");
        answers.setDaemon(true);
    }

    void start() {
        requests.start();
    }

    private void requests() {
        try {
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            broker.connect(target, LONGEST_CONNECT_MILLIS);
            answers.start();
            forward(new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER)));
            // What has been asked may still be answered: the broker ends the connection after that.
            broker.shutdownOutput();
            answers.join();
        } catch (IOException gone) {
            // one side has ended the connection, or was never there: the end of its own connection tells the other
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            join(answers);
            ended.accept(this);
        }
    }

    private void forward(DataInputStream in) throws IOException, InterruptedException {
        for (RequestFrame request = RequestFrame.read(in); request != null; request = RequestFrame.read(in)) {
            if (gate.admits(request, this)) {
                request.writeTo(broker.getOutputStream());
                gate.count(ConnectionGate.Fate.FORWARDED, request.key());
            }
        }
    }

    private void answers() {
        try {
            broker.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            // as above
        } finally {
            close();
        }
    }

    /**
     * One of its requests was dropped. Clients take answers in the order of their requests, so none of the later ones
     * can be answered here any more.
     */
    void mute() {
        mute = true;
    }

    boolean isMute() {
        return mute;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        gate.wake();
        KafkaProxy.close(client);
        KafkaProxy.close(broker);
    }

    /** Waits until its threads are done; closed before. */
    void join() {
        join(requests);
    }

    static void join(Thread thread) {
        try {
            thread.join(LONGEST_CONNECT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
