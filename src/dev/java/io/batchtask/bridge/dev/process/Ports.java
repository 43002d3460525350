package io.batchtask.bridge.dev.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free loopback ports, each handed out once in this JVM. They lie below the range from which the system takes the ports
 * of outgoing connections: so a server that is away for a while finds its port free when it comes back, and no client
 * that keeps trying it is ever connected to itself.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int COUNT = 15_000;
    private static final int STRIDE = 150; // so that two JVMs begin in different places

    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * STRIDE % COUNT));

    private Ports() {}

    /** A port on which nothing listens at the moment. */
    public static int free() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
