package io.batchtask.bridge.dev;

import io.batchtask.bridge.dev.DemoBalance.Balance;
import io.batchtask.bridge.dev.netserver.ScriptedIds;
import io.batchtask.bridge.dev.process.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;

/**
 * The whole thing on one machine: broker, NetServer simulator and the bridge's jar, a stream of requests, a line for
 * each event and dead letter, and a balance at the end. Runs until Ctrl-C, or until {@code -Ddemo.events=N} events.
 */
public final class Demo {
    private static final Duration START = Duration.ofSeconds(120);

    private final long started = System.nanoTime();
    private final int wanted;
    private final Duration patience;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final DemoBalance books = new DemoBalance();
    private final DemoLines.Filter filter = new DemoLines.Filter();

    private Demo(int wanted, Duration patience) {
        this.wanted = wanted;
        this.patience = patience;
    }

    /** The demo cannot go on; the message says why. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("logback.configurationFile", "demo-logback.xml");
        Path jar = Path.of(System.getProperty("bridge.jar", "target/batchtask-bridge.jar"));
        int wanted = Integer.getInteger("demo.events", 0);
        if (!Files.isRegularFile(jar)) {
            say("demo: no such file: " + jar + "; mvn package builds it");
            System.exit(2);
        }
        System.exit(new Demo(wanted, Duration.ofSeconds(Integer.getInteger("demo.patience", 60))).run(jar));
    }

    private int run(Path jar) throws Exception {
        listenForTheEnd();
        say("BatchTask Bridge demo; starting a Kafka broker, a NetServer simulator and the bridge ...");
        try (DemoWorld world = new DemoWorld(jar, this::log);
                Admin admin = world.broker.admin();
                DemoFeed feed = new DemoFeed(
                        world.broker.producer(),
                        DemoWorld.IDS,
                        wanted > 0 ? Duration.ofMillis(10) : Duration.ofSeconds(1));
                OutputReader onlooker = new OutputReader(
                        world.broker.bootstrapServers(),
                        DemoWorld.INFO,
                        DemoWorld.DEAD_LETTER,
                        DemoWorld.PARTITIONS,
                        books,
                        Demo::say)) {
            introduce(world, jar);
            Offsets offsets = new Offsets(admin, DemoWorld.PARTITIONS);
            play(world, offsets, feed, onlooker);
            return 0;
        } catch (Failed failed) {
            say("demo: FAILED: " + failed.getMessage());
            return 1;
        }
    }

    private void play(DemoWorld world, Offsets offsets, DemoFeed feed, OutputReader onlooker) throws Exception {
        awaitReader(world, offsets);
        onlooker.begin();
        feed.start();
        boolean expired = false;
        while (!stopped(50) && (lacksEvents() || lacksRenewal(world))) {
            check(world, onlooker);
            if (!expired && books.events() >= expireAt()) {
                expired = true;
                say("---- every ticket expires now; the bridge has to sign in again");
                world.netServer.expireTickets();
            }
        }
        feed.stop();
        awaitFinished(world, offsets, onlooker);
        int bridgeExit = world.stopBridge();
        awaitRead(offsets, onlooker);
        Balance balance = books.close(offsets.ends(DemoWorld.IDS), offsets.committed(DemoWorld.GROUP, DemoWorld.IDS));
        summarise(world, onlooker, balance);
        if (bridgeExit != 0 && !isStopped()) {
            throw new Failed("the bridge ended with exit code " + bridgeExit);
        }
        String complaint = balance.complaint(isStopped());
        if (complaint != null) {
            throw new Failed(complaint);
        }
    }

    private boolean lacksEvents() {
        return wanted == 0 || books.events() < wanted;
    }

    /** However quickly the events came: a demo of more than one shows how a lost ticket is replaced. */
    private boolean lacksRenewal(DemoWorld world) {
        return wanted > 1 && world.netServer.signIns() < 2;
    }

    /** Half-way, so that there is a before and an after. */
    private int expireAt() {
        return wanted == 0 ? DemoScript.LENGTH / 2 : Math.min(DemoScript.LENGTH / 2, (wanted + 1) / 2);
    }

    // ---- waiting

    private void awaitReader(DemoWorld world, Offsets offsets) throws Exception {
        long deadline = System.nanoTime() + START.toNanos();
        while (!stopped(100) && !offsets.isRead(DemoWorld.GROUP)) {
            checkBridge(world);
            if (System.nanoTime() > deadline) {
                throw new Failed("the bridge does not read the ids topic within " + START.toSeconds() + " s");
            }
        }
    }

    private void awaitFinished(DemoWorld world, Offsets offsets, OutputReader onlooker) throws Exception {
        long hurry = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!offsets.ends(DemoWorld.IDS).equals(offsets.committed(DemoWorld.GROUP, DemoWorld.IDS))) {
            if (isStopped() && (System.nanoTime() > hurry || !world.bridge.isAlive())) {
                return; // Ctrl-C reaches the bridge, too: what it has not read stays in the topic
            }
            check(world, onlooker);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void awaitRead(Offsets offsets, OutputReader onlooker) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        for (String topic : new String[] {DemoWorld.INFO, DemoWorld.DEAD_LETTER}) {
            while (!onlooker.hasReached(topic, offsets.ends(topic))) {
                if (System.nanoTime() > deadline) {
                    throw new Failed("topic " + topic + " cannot be read to its end");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private void check(DemoWorld world, OutputReader onlooker) throws Failed {
        checkBridge(world);
        if (onlooker.failure() != null) {
            throw new Failed("a record is not what it should be: " + onlooker.failure());
        }
        if (onlooker.silence().compareTo(patience) > 0) {
            throw new Failed("nothing arrived for " + patience.toSeconds() + " s");
        }
    }

    private void checkBridge(DemoWorld world) throws Failed {
        // After Ctrl-C it may be quicker than the word of it.
        if (!world.bridge.isAlive() && !stopped(1_000)) {
            throw new Failed("the bridge ended by itself, exit code " + world.bridge.waitFor(Duration.ZERO));
        }
    }

    // ---- the end

    private void listenForTheEnd() {
        AtomicInteger times = new AtomicInteger();
        Signals.on("INT", () -> {
            if (times.incrementAndGet() > 1) {
                System.exit(130); // in a hurry: the children are killed
            }
            stop.countDown();
        });
        Signals.on("TERM", stop::countDown);
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(stop::countDown));
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private boolean stopped(long withinMillis) throws Failed {
        try {
            return stop.await(withinMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new Failed("interrupted");
        }
    }

    // ---- words

    private void introduce(DemoWorld world, Path jar) {
        say("  Kafka broker         " + world.broker.bootstrapServers() + "  (" + DemoWorld.IDS + " -> "
                + DemoWorld.INFO + ", " + DemoWorld.DEAD_LETTER + ")");
        say("  NetServer simulator  " + world.netServer.url());
        say("  bridge               " + jar.toAbsolutePath().normalize() + ", process " + world.bridge.pid());
        say("  your turn            type a task id, or anything, and press Enter; it is sent as it is");
        say("                       " + ScriptedIds.explanation());
        say("  the end              "
                + (wanted > 0 ? "by itself after " + wanted + " events" : "Ctrl-C; a summary follows"));
        say("");
    }

    private void log(String text) {
        String line = filter.line(text);
        if (line != null) {
            say("  bridge: " + line);
        }
    }

    private void summarise(DemoWorld world, OutputReader onlooker, Balance balance) {
        say("");
        say("---- summary, from the topics and the group's committed offsets");
        say("  fed " + balance.fed() + " requests" + (balance.waiting() > 0 ? ", not read: " + balance.waiting() : ""));
        say("  " + balance);
        say("  seen " + onlooker.kinds() + ", repeats " + balance.repeats());
        say("  NetServer answered " + world.netServer.calls() + " calls and " + world.netServer.signIns()
                + " sign-ins");
        say("  first event " + onlooker.firstAfter(started).toMillis() / 1000.0 + " s after the start");
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
