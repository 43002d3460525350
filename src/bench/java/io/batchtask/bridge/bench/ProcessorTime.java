package io.batchtask.bridge.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Processor time, as Linux and the JVM tell it. */
final class ProcessorTime {
    private static final long TICK_MILLIS = 10; // USER_HZ is 100 on every Linux this runs on

    private ProcessorTime() {}

    static Duration of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Duration.ofMillis(TICK_MILLIS * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
        } catch (IOException notLinux) {
            return Duration.ZERO;
        }
    }

    /** How much of the whole machine was busy since the last time this was asked, 0 to 1. */
    static double busyShare() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getCpuLoad();
    }

    /** Threads the process has at present. */
    static int threads(long pid) {
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return (int) tasks.count();
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
