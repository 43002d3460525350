package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.RawServer;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The built jar with little memory and many calls at once, before a server that sends too much. It answers as the
 * simulator does, but for some ids.
 */
class LittleMemoryIT {
    private static final Pattern ID = Pattern.compile("[:<]Id>\\s*(\\d+)\\s*<");
    private static final String PIECE = " ".repeat(64 * 1024);

    private final World world = World.create();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** How such ids are answered. */
    private interface Excess {
        void write(RawServer.Peer peer, String goodEnvelope) throws IOException;
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Ids above a thousand are answered in excess. */
    private RawServer front(Excess excess) {
        RawServer front = new RawServer(peer -> {
            for (String head = peer.request(); head != null; head = peer.request()) {
                String envelope = ask(head, peer.body());
                Matcher id = ID.matcher(peer.body());
                if (id.find() && Integer.parseInt(id.group(1)) > 1000) {
                    excess.write(peer, envelope);
                } else {
                    peer.write(head(envelope.getBytes(StandardCharsets.UTF_8).length));
                    peer.write(envelope.getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        world.set("netserver.url", "http://127.0.0.1:" + front.port() + "/Remote/Services86/");
        return front;
    }

    private static String head(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private String ask(String head, String body) throws IOException, InterruptedException {
        String action = head.lines()
                .filter(line -> line.startsWith("SOAPAction: "))
                .map(line -> line.substring("SOAPAction: ".length()))
                .findFirst()
                .orElseThrow();
        String service = head.contains("/SoPrincipal.svc ") ? "SoPrincipal.svc" : "Batch.svc";
        HttpRequest request = HttpRequest.newBuilder(world.netServer.url().resolve(service))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", action)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private Instance start(int healthy, int inExcess) {
        for (int request = 1; request <= healthy; request++) {
            world.send(null, String.valueOf(request));
            if (request <= inExcess) {
                world.send(null, String.valueOf(1000 + request));
            }
        }
        world.flush();
        world.set("intake.max-in-flight", 256);
        return Instance.start(world, "-Xmx256m").awaitAssigned();
    }

    private static void isWell(Instance instance) {
        assertThat(instance.jvm.isAlive()).isTrue();
        assertThat(instance.management().isLive()).isTrue();
        assertThat(instance.said("the HTTP client has died")).isZero();
        assertThat(instance.said("OutOfMemoryError")).isZero();
    }

    /** Two and a half MiB each, 256 at once in a heap of 256: more than there is, were they read as they come. */
    @Test
    void largeAnswersTakeTurns() {
        try (RawServer server = front((peer, envelope) -> {
                    byte[] bytes = envelope.getBytes(StandardCharsets.UTF_8);
                    peer.write(head(bytes.length + 40 * PIECE.length()));
                    peer.write(bytes);
                    for (int piece = 0; piece < 40; piece++) {
                        peer.write(PIECE);
                    }
                });
                Tail events = world.tail(world.info)) {
            assertThat(server.connections()).isZero();
            Instance instance = start(400, 150);
            instance.await("all events", Timeouts.LONG, () -> events.size() >= 550);

            isWell(instance);
            world.awaitNoLag();
            assertThat(events.size()).isEqualTo(550);
            assertThat(world.end(world.deadLetter)).isZero();
        }
    }

    @Test
    void aHeaderWithoutAnEndEndsItsOwnCallAlone() {
        try (RawServer server = front((peer, envelope) -> {
                    peer.write("HTTP/1.1 200 OK\r\nX: ");
                    while (true) {
                        peer.write(PIECE);
                    }
                });
                Tail events = world.tail(world.info);
                Tail rejects = world.tail(world.deadLetter)) {
            assertThat(server.connections()).isZero();
            Instance instance = start(500, 10);
            instance.await("the healthy ones", Timeouts.LONG, () -> events.size() >= 500);
            instance.await("the others", Timeouts.LONG.plus(Duration.ofMinutes(1)), () -> rejects.size() >= 10);

            isWell(instance);
            assertThat(events.size()).isEqualTo(500);
            assertThat(rejects.records()).allSatisfy(reject -> {
                assertThat(Tail.header(reject, "x-dlq-class")).isEqualTo("poison");
                assertThat(Tail.header(reject, "x-dlq-code")).isEqualTo("transport");
            });
        }
    }
}
