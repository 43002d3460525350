package io.batchtask.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Timeouts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many large replies at once and little memory. */
class LargeRepliesTest {
    private static final int CALLS = 200;
    private static final int LENGTH = 1_000_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allAreReadInAHeapThatHoldsAFewOfThem(boolean announced) {
        String piece = "x".repeat(50_000);
        try (RawServer server = new RawServer(peer -> {
                    while (peer.request() != null) {
                        peer.write("HTTP/1.1 200 OK\r\n"
                                + (announced ? "Content-Length: " + LENGTH : "Transfer-Encoding: chunked")
                                + "\r\n\r\n");
                        for (int sent = 0; sent < LENGTH; sent += piece.length()) {
                            peer.write(
                                    announced ? piece : Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                        }
                        peer.write(announced ? "" : "0\r\n\r\n");
                    }
                });
                ChildJvm child = ChildJvm.ofClass(
                        LargeReplies.class,
                        List.of(
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+ExitOnOutOfMemoryError"),
                        List.of(server.url().toString(), String.valueOf(CALLS)))) {
            int exit = child.waitFor(Timeouts.LONG);

            assertThat(String.join("\n", child.output()))
                    .contains("good=" + CALLS + " bytes=" + (long) CALLS * LENGTH + " deaths=0");
            assertThat(exit).isZero();
        }
    }
}
