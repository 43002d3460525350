package io.batchtask.bridge.it.world;

import io.batchtask.bridge.dev.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JVM options with which the built jar starts in half the time: the tests start it more than a hundred times. Beside a
 * simple compiler and collector, which the guarantees do not depend on, that is an archive of its classes (JEP 350),
 * dumped by one run before all others.
 */
public final class QuickStart {
    /** Without the archive, which is of the jar only. */
    static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static List<String> options = List.of();

    private QuickStart() {}

    public static synchronized List<String> options() {
        if (options.isEmpty()) {
            options = SMALL; // for the run that makes the archive, and for all if it cannot be made
            Path archive = Path.of(System.getProperty("bridge.jar"))
                    .resolveSibling("bridge-" + Runtime.version().feature() + ".jsa");
            dump(archive);
            if (Files.isReadable(archive)) {
                options = with("-XX:SharedArchiveFile=" + archive);
            }
        }
        return options;
    }

    private static List<String> with(String option) {
        List<String> all = new ArrayList<>(SMALL);
        all.add(option);
        return List.copyOf(all);
    }

    /** From the first setting to the last commit, so that all of it is in the archive. */
    private static void dump(Path archive) {
        try (World world = World.create(1)) {
            world.send(null, "42");
            world.send(null, "no task");
            ChildJvm run = world.process(with("-XX:ArchiveClassesAtExit=" + archive), "run");
            world.tail(world.info).await(1);
            world.awaitNoLag();
            run.terminate();
            run.waitFor(Timeouts.LONG);
        }
    }
}
