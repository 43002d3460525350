package io.batchtask.bridge.dev;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.RepeatedTest;

/** What tests of refused connections stand on. */
class RawServerTest {
    @RepeatedTest(200)
    void nobodyIsLetInOnceItIsClosed() throws Exception {
        RawServer server = new RawServer(RawServer.counting());
        new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
        server.close();

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()));
    }
}
