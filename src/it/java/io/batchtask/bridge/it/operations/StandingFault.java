package io.batchtask.bridge.it.operations;

import io.batchtask.bridge.it.world.Instance;
import io.batchtask.bridge.it.world.World;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What does not pass by itself.
 *
 * @param check the check it makes red; empty for what leaves the bridge ready
 * @param reason what the log says of it
 * @param made brings it about
 */
record StandingFault(String check, String name, String reason, Function<FaultWatch, Troubled> made) {
    /** Leaves the bridge ready. */
    static final String NONE = "";

    /**
     * A bridge that has it.
     *
     * @param request the first, second, … request that is sent to it
     * @param most how many of them
     * @param begin what makes the fault, once all bridges have been started
     */
    record Troubled(World world, Instance bridge, IntFunction<String> request, int most, Runnable begin) {
        /** From its start on. */
        static Troubled fromTheStart(World world, String... jvmOptions) {
            return of(world, Instance.start(world, jvmOptions));
        }

        /** Without requests. */
        static Troubled of(World world, Instance bridge) {
            return new Troubled(world, bridge, number -> "", 0, () -> {});
        }

        /** For one task after the other. */
        Troubled asked() {
            return asked(String::valueOf, Integer.MAX_VALUE);
        }

        Troubled asked(IntFunction<String> request, int most) {
            return new Troubled(world, bridge, request, most, begin);
        }

        /** Once it is ready. */
        Troubled later(Runnable breaks) {
            return new Troubled(world, bridge, request, most, () -> {
                bridge.awaitSaid(Instance.READY);
                breaks.run();
            });
        }

        boolean isRed(String check) {
            return bridge.management().metrics().samples().stream()
                    .anyMatch(line -> line.startsWith("batchtask_ready{")
                            && line.contains("check=\"" + check + "\"")
                            && line.endsWith(" 0.0"));
        }
    }
}
