package io.batchtask.bridge.it.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A replay that can be killed: the built jar as a process of its own. */
record Replaying(World world, Program program, long before) {
    /** Begun; whether it sends yet is another question. */
    static Replaying start(World world, String... options) {
        long before = world.end(world.ids);
        return new Replaying(world, world.program(command(options)), before);
    }

    /** A whole one in this process. */
    static CommandRun run(World world, String... options) {
        return CommandRun.of(world, command(options));
    }

    private static String[] command(String... options) {
        return Stream.concat(Stream.of("replay", "--yes"), Stream.of(options)).toArray(String[]::new);
    }

    /** Waits until it has sent so many, committed or not. */
    Replaying awaitSent(int letters) {
        Awaitility.await(letters + " sent")
                .atMost(Timeouts.LONG)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() ->
                        assertThat(jvm().isAlive()).as(() -> program.text()).isTrue())
                .until(() -> world.end(world.ids) - before >= letters);
        return this;
    }

    ChildJvm jvm() {
        return program.process();
    }
}
