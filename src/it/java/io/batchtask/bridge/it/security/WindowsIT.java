package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.QuickStart;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The built jar on a Windows network: its host names, and files as its tools write them. */
class WindowsIT {
    private static final String CLEAR_TEXT = "passwords and tickets travel in clear text, use https; address=";
    private static final String REFUSED_FILE = "a secret's file cannot be used, its former content stays in force";

    @Test
    void aHostNameWithAnUnderscoreIsOneLikeAnyOther() throws IOException {
        try (World world = World.create()) {
            Path hosts = Files.writeString(world.directory().resolve("hosts"), "127.0.0.1 crm_server localhost\n");
            String names = "-Djdk.net.hosts.file=" + hosts;
            String url = world.netServer.url().toString().replace("127.0.0.1", "crm_server");
            world.set("netserver.url", url);

            Instance bridge = Instance.start(world, names);
            bridge.awaitAssigned();
            world.send(null, "42");

            assertThat(world.tail(world.info).await(1)).hasSize(1);
            assertThat(bridge.said(CLEAR_TEXT + url)).isEqualTo(1);

            List<String> options = new ArrayList<>(QuickStart.options());
            options.add(names);
            Program check = new Program(world.process(options, "check"));
            assertThat(check.exit()).as(check::text).isZero();
            assertThat(check.text()).contains("connected to crm_server/127.0.0.1:");
        }
    }

    @Test
    void filesMayBeginWithAByteOrderMarkAndHaveItsLineEnds() throws IOException {
        try (World world = World.create()) {
            Path ticket = Files.writeString(
                    world.directory().resolve("ticket.txt"), "\uFEFF" + NetServerSimulator.TICKET + "\r\n");
            Path settings = Files.writeString(
                    world.directory().resolve("mine.properties"),
                    "\uFEFFbatchtask.netserver.ticket-file=" + ticket + "\r\nbatchtask.intake.max-in-flight=8\r\n");
            world.unset("netserver.ticket");
            world.send(null, "42");

            Program bridge = world.program("--config", settings.toString(), "run");

            assertThat(world.tail(world.info).await(1)).hasSize(1);
            assertThat(bridge.text())
                    .contains("batchtask.intake.max-in-flight=8")
                    .doesNotContain(CLEAR_TEXT);
        }
    }

    /** A mistake at a rotation is no reason to reject anything. */
    @Test
    void aSecretThatCannotBeSentLeavesTheFormerOneInForce() throws IOException {
        try (World world = World.create()) {
            Path ticket = Files.writeString(world.directory().resolve("ticket.txt"), NetServerSimulator.TICKET);
            world.unset("netserver.ticket").set("netserver.ticket-file", ticket);
            Instance bridge = Instance.start(world);
            bridge.awaitAssigned();

            Files.writeString(ticket, NetServerSimulator.TICKET + "\u001A"); // as copy a+b c leaves it
            AtomicInteger asked = new AtomicInteger();
            await().atMost(Timeouts.LONG)
                    .until(
                            () -> { // files are looked at now and then, when they are needed
                                world.send(null, String.valueOf(asked.incrementAndGet()));
                                return bridge.said(REFUSED_FILE) > 0;
                            });
            int all = asked.get() + 20;
            while (asked.get() < all) {
                world.send(null, String.valueOf(asked.incrementAndGet()));
            }

            assertThat(world.tail(world.info).await(all)).hasSize(all);
            assertThat(world.tail(world.deadLetter).size()).isZero();
            assertThat(bridge.said(REFUSED_FILE)).isEqualTo(1);
            assertThat(bridge.log()).doesNotContain(NetServerSimulator.TICKET);
        }
    }
}
