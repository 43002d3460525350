package io.batchtask.bridge.it.world;

import io.batchtask.bridge.dev.netserver.OnlineSimulator;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.service.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A world whose NetServer is a tenant of SuperOffice Online, and a bridge that signs in as the tenant's system user. */
public final class OnlineWorld implements AutoCloseable {
    public final World world = World.create();
    public final OnlineSimulator online = OnlineSimulator.start(world.netServer);
    public final Path keyFile;
    public final Path applicationTokenFile;

    private final Path secrets;

    private OnlineWorld() {
        try {
            secrets = Files.createTempDirectory("batchtask-secrets");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        keyFile = secrets.resolve("key.pem");
        applicationTokenFile = secrets.resolve("application-token");
        replace(keyFile, online.app().pem());
        replace(applicationTokenFile, online.app().applicationToken());
        world.netServer.expireTickets(); // only what the environment hands out is good
        world.netServer.requireApplicationToken(online.app().applicationToken());
        world.settings.remove("batchtask.netserver.ticket");
        world.set("netserver.url", world.netServer.url(OnlineSimulator.TENANT, "Services86"))
                .set("netserver.sign-in", "system-user")
                .set("netserver.application-token-file", applicationTokenFile)
                .set("netserver.system-user.token", online.app().systemUserToken())
                .set("netserver.system-user.private-key-file", keyFile)
                .set("netserver.system-user.environment", online.url());
    }

    public static OnlineWorld create() {
        return new OnlineWorld();
    }

    public OnlineWorld set(String key, Object value) {
        world.set(key, value);
        return this;
    }

    /** As secrets are handed out: the new file takes the old one's place in one step. */
    public void replace(Path file, String content) {
        try {
            Path fresh = Files.createTempFile(secrets, "fresh", "");
            Files.writeString(fresh, content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Service service() {
        return world.service();
    }

    /** Requests for the tasks from the first id to the last. */
    public void send(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(id -> world.send(null, String.valueOf(id)));
        world.flush();
    }

    /** Waits for so many events and returns them. */
    public List<ConsumerRecord<byte[], byte[]>> events(int count) {
        return world.tail(world.info).await(count);
    }

    @Override
    public void close() {
        world.close();
        online.close();
        ChildJvm.delete(secrets);
    }
}
